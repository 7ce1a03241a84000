package org.example.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.archipel.api.http.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What extensions are for must work. */
public final class OrdinaryCode {
    private OrdinaryCode() {}

    // Here, as is the table that the compiler makes for its switch.
    private enum Colour {
        RED,
        GREEN
    }

    @Attack(number = 111, title = "Lambdas", expected = Verdict.ALLOWED)
    public static final class Lambdas extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Function<String, Integer> length = String::length;
            return List.of("one", "three").stream()
                    .sorted(Comparator.comparing(length).reversed())
                    .map(text -> text + length.apply(text))
                    .collect(Collectors.joining(","));
        }
    }

    @Attack(number = 112, title = "String concatenation", expected = Verdict.ALLOWED)
    public static final class Concatenation extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "port " + stage.port() + ' ' + 1.5 + true + null + stage.folder();
        }
    }

    @Attack(number = 113, title = "Records", expected = Verdict.ALLOWED)
    public static final class Records extends Probe {
        private record Point(int x, int y) {}

        @Override
        protected Object attempt(Stage stage) {
            Point point = new Point(1, 2);
            return point + " " + point.equals(new Point(1, 2)) + " " + point.hashCode();
        }
    }

    @Attack(number = 114, title = "Switches on enums, strings and types", expected = Verdict.ALLOWED)
    public static final class Switches extends Probe {
        private sealed interface Shape permits Square, Circle {}

        private record Square(int side) implements Shape {}

        private record Circle(int radius) implements Shape {}

        @Override
        protected Object attempt(Stage stage) {
            Shape shape = stage.port() < 0 ? new Circle(1) : new Square(2);
            int size = shape instanceof Square square ? square.side() : 0;
            String colour = switch (Colour.valueOf("GREEN")) {
                case RED -> "red";
                case GREEN -> "green";
            };
            return switch (colour) {
                case "green" -> colour + size;
                default -> "wrong";
            };
        }
    }

    @Attack(number = 115, title = "try, finally, synchronized on own objects", expected = Verdict.ALLOWED)
    public static final class Monitors extends Probe {
        private final Object own = new Object();
        private int count;

        @Override
        protected Object attempt(Stage stage) {
            synchronized (own) {
                try {
                    count++;
                    return List.of(1).get(count);
                } catch (IndexOutOfBoundsException e) {
                    return "caught";
                } finally {
                    count++;
                    increment();
                }
            }
        }

        private synchronized void increment() {
            count++;
        }
    }

    @Attack(number = 116, title = "UUIDs, dates, digests, formats", expected = Verdict.ALLOWED)
    public static final class Values extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest("text".getBytes(UTF_8));
            List<Object> values = new ArrayList<>();
            values.add(UUID.fromString("00000000-0000-0000-0000-000000000001"));
            values.add(LocalDate.of(2024, 2, 28).plusDays(1));
            values.add(HexFormat.of().formatHex(digest, 0, 4));
            values.add(String.format(Locale.ROOT, "%,.2f", 1234.5));
            return values.toString();
        }
    }

    @Attack(number = 117, title = "A granted file in its granted directory", expected = Verdict.ALLOWED)
    @Needs(resource = "files", action = "temp")
    public static final class GrantedFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (OutputStream out = context().tempFiles().write("notes.txt")) {
                out.write("kept".getBytes(UTF_8));
            }
            try (InputStream in = context().tempFiles().read("notes.txt")) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    @Attack(number = 118, title = "A granted host, through the platform's client", expected = Verdict.ALLOWED)
    @Needs(resource = "network", action = "connect", condition = "hosts", values = "127.0.0.1")
    public static final class GrantedHost extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return context()
                    .http()
                    .send(HttpRequest.get(URI.create(stage.url())))
                    .status();
        }
    }

    @Attack(number = 210, title = "Packed texts, locales, loggers, decimals, JSON", expected = Verdict.ALLOWED)
    public static final class Bounded extends Probe {
        private static final Logger LOG = LoggerFactory.getLogger(Bounded.class);

        /** Read by a deserializer that asks its parser for the mapper. */
        @JsonDeserialize(using = Reading.class)
        public record Read(String text) {}

        /** As many deserializers are written. */
        public static final class Reading extends JsonDeserializer<Read> {
            @Override
            public Read deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                JsonNode node = parser.getCodec().readTree(parser);
                return new Read(node.path("a").asText());
            }
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write("text".getBytes(StandardCharsets.UTF_8));
            }
            String text;
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            LOG.info("unpacked {}", text);
            ObjectMapper mapper = JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();
            Read read = mapper.readValue("{\"a\":1.50}", Read.class);
            String written = mapper.valueToTree(Map.of("a", List.of(1, "b"))).toString();
            String amount = NumberFormat.getInstance(new Locale("de", "CH")).format(new BigDecimal("1234.5"));
            return String.join("|", text, read.text(), written, amount);
        }
    }
}
