package org.archipel.gateway.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.archipel.api.error.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {
    private static UriTemplate parse(String text) {
        return UriTemplate.parse(text, UnaryOperator.identity());
    }

    @Test
    void valuesAreEncodedSoThatNoneAddsASegmentOrAParameter() {
        UriTemplate template = parse("http://a.example:81/people/{id}?q={query.q}&x=1");
        assertThat(template.variables()).containsExactly("id", "query.q");
        assertThat(template.expand(name -> name.equals("id") ? "a/b?c#d" : "1&y=2 \u00e9"))
                .isEqualTo(URI.create("http://a.example:81/people/a%2Fb%3Fc%23d?q=1%26y%3D2%20%C3%A9&x=1"));
        assertThat(template.expand(name -> name.equals("id") ? "a..b" : ".."))
                .isEqualTo(URI.create("http://a.example:81/people/a..b?q=..&x=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "../a", "a/..", "a/./b", "a/../../b", "/.."})
    void noValueIsASegmentOfDots(String value) {
        UriTemplate template = parse("http://a.example/files/{path*}");
        assertThatThrownBy(() -> template.expand(name -> value)).isInstanceOf(PlatformException.class);
    }

    @Test
    void theRestOfAPathKeepsItsSlashes() {
        assertThat(parse("http://a.example/f/{path*}").expand(name -> "x/y z"))
                .isEqualTo(URI.create("http://a.example/f/x/y%20z"));
    }

    @Test
    void anAddressWithoutVariablesIsReadOnce() {
        assertThat(parse("https://a.example").constant()).isEqualTo(URI.create("https://a.example/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "ftp://a.example/",
                "http://{host}/",
                "http://a{x}.example/",
                "a.example",
                "http://a.example/#f"
            })
    void otherAddressesAreRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
