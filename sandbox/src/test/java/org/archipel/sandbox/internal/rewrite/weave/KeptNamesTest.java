package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that the JDK keeps in maps of its own for ever are few and short. */
class KeptNamesTest {
    private static void isDenied(String code, String by) {
        Woven woven = Woven.presentSample("static Object run() throws Exception { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ")
                .hasMessageContaining(by);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return new SimpleTimeZone(0, \"x\".repeat(101)).getDisplayName(Locale.ENGLISH);",
                "for (int i = 0; i <= 500; i++) new SimpleTimeZone(0, \"x\" + i); return 1;",
                "for (int i = 0; i <= 500; i++) new SimpleTimeZone(0, \"x\" + i, 1, 1, 1, 1, 2, 1, 1, 1); return 1;",
                "for (int i = 0; i <= 500; i++) new SimpleTimeZone(0, \"x\" + i, 1, 1, 1, 1, 2, 1, 1, 1, 9); return 1;",
                "for (int i = 0; i <= 500; i++) new SimpleTimeZone(0, \"x\" + i, 1, 1, 1, 1, 0, 2, 1, 1, 1, 0, 9); return 1;",
                "TimeZone z = TimeZone.getTimeZone(\"Europe/Paris\"); for (int i = 0; i <= 500; i++) z.setID(\"x\" + i); return 1;",
                "var z = new SimpleTimeZone(0, \"UTC\"); z.setID(\"x\".repeat(101)); return 1;",
                "var f = new java.text.SimpleDateFormat(\"zzzz\", Locale.ROOT);"
                        + " for (int i = 0; i <= 500; i++) { f.setTimeZone(new Named()); f.format(new Date(0)); } return 1;",
                "for (int i = 0; i <= 500; i++) { var c = Calendar.getInstance(new Named()); String.format(\"%tZ\", c); } return 1;",
            })
    void timeZonesOfOnesOwnAreFew(String code) {
        String named =
                "static int names; static class Named extends TimeZone { public String getID() { return \"n\" + names++; }"
                        + " public int getOffset(int e, int y, int m, int d, int w, int s) { return 0; } public void setRawOffset(int o) {}"
                        + " public int getRawOffset() { return 0; } public boolean useDaylightTime() { return false; }"
                        + " public boolean inDaylightTime(Date d) { return false; } }";
        Woven woven = Woven.sample(named + " static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ")
                .hasMessageContaining("time zone");
    }

    /** Each name counts once, and those of the JDK do not count at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int n = 0; for (String id : TimeZone.getAvailableIDs()) { var z = new SimpleTimeZone(0, id);"
                        + " n += z.getDisplayName(Locale.ENGLISH).length(); } return n > 0;",
                "for (int h = 10; h < 24; h++) for (int m = 10; m < 60; m++) new SimpleTimeZone(0, \"GMT+\" + h + ':' + m); return 1;",
                "for (int i = 0; i < 1000; i++) new SimpleTimeZone(0, \"own\"); return new SimpleTimeZone(3_600_000, \"own\","
                        + " Calendar.MARCH, -1, Calendar.SUNDAY, 7_200_000, Calendar.OCTOBER, -1, Calendar.SUNDAY, 10_800_000)"
                        + ".getDisplayName(true, TimeZone.LONG, Locale.ENGLISH);",
                "var z = new Own(); return z.getDisplayName(Locale.FRENCH) + z.getDisplayName(true, TimeZone.SHORT, Locale.ENGLISH)"
                        + " + z.getID() + new java.text.SimpleDateFormat(\"z\", Locale.ENGLISH) {{ setTimeZone(z); }}.format(new Date(0));",
                "TimeZone z = TimeZone.getTimeZone(\"Europe/Paris\"); z.setID(\"CET\"); return z.getDisplayName(Locale.ENGLISH);",
            })
    void timeZonesAreAsBefore(String code) {
        Woven woven = Woven.sample("static class Own extends TimeZone { Own() { super.setID(\"Acme\"); }"
                + " public int getOffset(int e, int y, int m, int d, int w, int s) { return 3_600_000; }"
                + " public void setRawOffset(int o) {} public int getRawOffset() { return 3_600_000; }"
                + " public boolean useDaylightTime() { return true; } public boolean inDaylightTime(Date d) { return false; }"
                + " public int getDSTSavings() { return 1_800_000; } } static Object run() { " + code + " }");

        assertThat(woven.run()).isEqualTo(woven.runPlain());
        assertThat(woven.result().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new java.security.spec.PSSParameterSpec(\"1.2.99999\", \"MGF1\", java.security.spec.MGF1ParameterSpec.SHA1, 20, 1)",
                "new java.security.spec.PSSParameterSpec(\"SHA-1\", \"OID.1.2.9\", java.security.spec.MGF1ParameterSpec.SHA1, 20, 1)",
                "new java.security.spec.MGF1ParameterSpec(\"1.2.99999\")",
                "new javax.crypto.spec.OAEPParameterSpec(\"1.2.99999\", \"MGF1\", java.security.spec.MGF1ParameterSpec.SHA1,"
                        + " javax.crypto.spec.PSource.PSpecified.DEFAULT)",
            })
    void algorithmsAreTheirNames(String parameters) {
        isDenied("return " + parameters + ";", "the object identifier of an algorithm");
    }

    @Test
    void parametersOfSignaturesAreAsBefore() {
        Woven woven = Woven.sample("static Object run() throws Exception { var p ="
                + " java.security.AlgorithmParameters.getInstance(\"RSASSA-PSS\"); p.init(new"
                + " java.security.spec.PSSParameterSpec(\"SHA-512/256\", \"MGF1\", new"
                + " java.security.spec.MGF1ParameterSpec(\"SHA-256\"), 32, 1)); return p.getEncoded().length; }");

        assertThat(woven.run()).isEqualTo(woven.runPlain());
    }

    @ParameterizedTest
    @EnabledForJreRange(min = JRE.JAVA_19)
    @ValueSource(
            strings = {
                "return java.time.format.DateTimeFormatter.ofLocalizedPattern(\"yyyyyy\");",
                "return new java.time.format.DateTimeFormatterBuilder().appendLocalized(\"wwwwww\");",
                "for (String y : List.of(\"\", \"y\", \"yy\")) for (String m : List.of(\"\", \"M\", \"MM\", \"MMM\")) for (String d :"
                        + " List.of(\"d\", \"dd\")) for (String h : List.of(\"\", \"H\", \"HH\"))"
                        + " java.time.format.DateTimeFormatter.ofLocalizedPattern(y + m + d + h); return 1;",
            })
    void templatesOfDatesAreFew(String code) {
        isDenied(code, "template");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19)
    void templatesOfDatesAreAsBefore() {
        Woven woven = Woven.presentSample(
                "static Object run() { return java.time.format.DateTimeFormatter.ofLocalizedPattern(\"yMMMd\")"
                        + ".withLocale(Locale.ENGLISH).format(java.time.LocalDate.EPOCH); }");

        assertThat(woven.run()).isEqualTo(woven.runPlain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return b.toFormatter();",
                "return b.toFormatter(Locale.ROOT);",
            })
    void partsOfAFormatterAreFew(String code) {
        isDenied(
                "var b = new java.time.format.DateTimeFormatterBuilder(); for (int i = 0; i < 5_000; i++)"
                        + " b.padNext(1000).appendValue(java.time.temporal.ChronoField.YEAR); " + code,
                "a formatter whose parts");
    }
}
