package org.example.attacks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Link;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedHashMap;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriBuilder;
import javax.ws.rs.core.Variant;

/** Addresses and headers that the REST server makes and reads by regular expressions, in code without checkpoints. */
public final class AddressAttacks {
    private AddressAttacks() {}

    @Attack(number = 237, title = "An address of many parts", expected = Verdict.DENIED)
    public static final class ManyParts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return UriBuilder.fromPath("{a}".repeat(2_000_000))
                    .build("b")
                    .toString()
                    .length();
        }
    }

    @Attack(number = 237, title = "An address of many parts, one after the other", expected = Verdict.DENIED)
    public static final class PartByPart extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            UriBuilder builder = UriBuilder.fromPath("/");
            for (int i = 0; i < 2_000; i++) {
                builder.path("{a}".repeat(100));
            }
            return builder.build("b").toString().length();
        }
    }

    @Attack(number = 237, title = "A long value in many parts of an address", expected = Verdict.DENIED)
    public static final class LongValue extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return UriBuilder.fromPath("{a}".repeat(1_000))
                    .build("b".repeat(4_000_000))
                    .toString()
                    .length();
        }
    }

    @Attack(number = 237, title = "A value that is another one each time, in an address", expected = Verdict.DENIED)
    public static final class GrowingValue extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object growing = new Object() {
                private int asked;

                @Override
                public String toString() {
                    return "b".repeat(1 << Math.min(22, 11 + asked++));
                }
            };
            URI first = UriBuilder.fromPath("{a}").resolveTemplate("a", growing).build();
            return UriBuilder.fromPath("{a}".repeat(1_000))
                            .buildFromMap(Map.of("a", growing, "b", growing, "c", growing))
                            .toString()
                            .length()
                    + first.toString().length();
        }
    }

    @Attack(number = 237, title = "An address with a catastrophic expression", expected = Verdict.DENIED)
    public static final class Expression extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return UriBuilder.fromPath("/{a: (b+)+c}").build("b".repeat(60)).toString();
        }
    }

    @Attack(number = 237, title = "Such an expression, put together of parts", expected = Verdict.DENIED)
    public static final class DividedExpression extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return UriBuilder.fromPath("/{a")
                    .segment(": (b+)+c}")
                    .build("b".repeat(60))
                    .toString();
        }
    }

    @Attack(number = 237, title = "A link with such an expression", expected = Verdict.DENIED)
    public static final class LinkExpression extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Link.valueOf("</{a: (b+)+c}>; rel=\"next\"").toString()
                    + Link.fromUri("/{a: (b+)+c}").build("b".repeat(60));
        }
    }

    @Attack(number = 237, title = "A media type of megabytes", expected = Verdict.DENIED)
    public static final class LongType extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return MediaType.valueOf("a/b;" + "c-".repeat(1_000_000)).toString().length();
        }
    }

    @Attack(number = 237, title = "Variants of all languages and encodings with each other", expected = Verdict.DENIED)
    public static final class Variants extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Locale[] languages = new Locale[20_000];
            Arrays.fill(languages, Locale.ENGLISH);
            String[] encodings = new String[20_000];
            Arrays.fill(encodings, "gzip");
            return Variant.languages(languages).encodings(encodings).build().size();
        }
    }

    @Attack(number = 237, title = "Room for a milliard headers", expected = Verdict.DENIED)
    public static final class ManyHeaders extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>(1 << 30);
            headers.add("a", "b");
            return headers.size();
        }
    }

    @Attack(number = 237, title = "Values of a header in another order", expected = Verdict.DENIED)
    public static final class Unordered extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < 200_000; i++) {
                values.add(i);
            }
            List<Integer> turned = new ArrayList<>(values);
            Collections.reverse(turned);
            MultivaluedHashMap<String, Integer> one = new MultivaluedHashMap<>();
            one.put("a", values);
            MultivaluedHashMap<String, Integer> other = new MultivaluedHashMap<>();
            other.put("a", turned);
            return one.equalsIgnoreValueOrder(other);
        }
    }

    @Attack(number = 238, title = "A path of twenty-five choices", expected = Verdict.REFUSED, by = "rest.path")
    public static final class Choices extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "never";
        }

        /** Never asked for. */
        @GET
        @Path("{p: (a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)"
                + "(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b}")
        public String chosen() {
            return "never";
        }
    }

    @Attack(number = 238, title = "Many paths that take a moment each", expected = Verdict.REFUSED, by = "rest.path")
    public static final class ManyPaths extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "never";
        }

        /** Never asked for. */
        @GET
        @Path("{a: .*}b{c: .*}1")
        public String first() {
            return "never";
        }

        /** Never asked for. */
        @GET
        @Path("{a: .*}b{c: .*}2")
        public String second() {
            return "never";
        }

        /** Never asked for. */
        @GET
        @Path("{a: .*}b{c: .*}3")
        public String third() {
            return "never";
        }

        /** Never asked for. */
        @GET
        @Path("{a: .*}b{c: .*}4")
        public String fourth() {
            return "never";
        }

        /** Never asked for. */
        @GET
        @Path("{a: .*}b{c: .*}5")
        public String fifth() {
            return "never";
        }
    }

    @Attack(
            number = 373,
            title = "A media type of an annotation with a quotation mark, read for minutes",
            expected = Verdict.REFUSED,
            by = "rest.media-types")
    public static final class LongProduces extends Probe {
        private static final String SIXTEEN = "wwwwwwwwwwwwwwww";
        private static final String MANY =
                SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN;
        private static final String THOUSAND = MANY + MANY + MANY + MANY + MANY + MANY + MANY + MANY;
        private static final String TYPE = "a/b;x=\"\";" + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND
                + THOUSAND
                + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND
                + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND + THOUSAND;

        @Override
        protected Object attempt(Stage stage) {
            return "never";
        }

        /** Never asked for. */
        @GET
        @Path("long")
        @Produces(TYPE)
        public String never() {
            return "never";
        }
    }

    @Attack(number = 374, title = "A content type with a quotation mark, read by a response", expected = Verdict.DENIED)
    public static final class ReadContentType extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Response.ok("a")
                    .header("Content-Type", "a/b;x=\"\";" + "w".repeat(200_000))
                    .build()
                    .getMediaType()
                    .toString()
                    .length();
        }
    }

    @Attack(number = 374, title = "A content type with a quotation mark, for a builder", expected = Verdict.DENIED)
    public static final class BuiltContentType extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Response.ok("a")
                    .type("a/b;x=\"\";" + "w".repeat(200_000))
                    .build()
                    .getStatus();
        }
    }
}
