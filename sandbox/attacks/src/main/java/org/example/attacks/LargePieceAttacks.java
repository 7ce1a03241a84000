package org.example.attacks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.security.SecureRandom;
import java.text.Bidi;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Attacks by what the JDK makes, writes or asks for in one piece. */
public final class LargePieceAttacks {
    private static final int MEBI = 1 << 20;

    private LargePieceAttacks() {}

    @Attack(
            number = 280,
            title = "Copies by thousands of methods that return one after the other",
            expected = Verdict.KILLED)
    public static final class Returning extends Probe {
        private final long[] from = new long[3_000_000];
        private final long[] to = new long[3_000_000];

        private void copy(int depth) {
            if (depth > 0) {
                copy(depth - 1);
            }
            System.arraycopy(from, 0, to, 0, from.length);
        }

        @Override
        protected Object attempt(Stage stage) {
            copy(2_000);
            return to[0];
        }
    }

    @Attack(
            number = 281,
            title = "Classes of arrays of arrays, kept for ever",
            expected = Verdict.DENIED,
            by = "dimensions")
    public static final class ArrayTypes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            int made = 0;
            for (Class<?> type : List.of(String.class, List.class, Map.class, Integer.class, Properties.class)) {
                Class<?> array = type;
                for (int i = 0; i < 250; i++) {
                    array = array.arrayType();
                    made++;
                }
            }
            return made;
        }
    }

    @Attack(
            number = 281,
            title = "Arrays in arrays, made one around the other",
            expected = Verdict.DENIED,
            by = "dimensions")
    public static final class ArraysOfArrays extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object array = "x";
            for (int i = 0; i < 250; i++) {
                array = Array.newInstance(array.getClass(), 1);
            }
            return array.getClass().getName();
        }
    }

    @Attack(number = 281, title = "An array of many dimensions", expected = Verdict.DENIED, by = "dimensions")
    public static final class ManyDimensions extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Array.newInstance(String.class, new int[200]).getClass().getName();
        }
    }

    @Attack(
            number = 282,
            title = "A text of a megabyte between each two bytes",
            expected = Verdict.DENIED,
            by = "characters for each byte")
    public static final class Delimiter extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            HexFormat format = HexFormat.ofDelimiter("x".repeat(MEBI));
            return format.formatHex(new OutputStreamWriter(OutputStream.nullOutputStream()), new byte[MEBI])
                    .getClass();
        }
    }

    @Attack(number = 282, title = "Many bytes as digits, written at once", expected = Verdict.KILLED)
    public static final class Digits extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            HexFormat format = HexFormat.ofDelimiter("x".repeat(64)).withPrefix("y".repeat(64));
            return format.formatHex(new OutputStreamWriter(OutputStream.nullOutputStream()), new byte[32 * MEBI])
                    .getClass();
        }
    }

    @Attack(
            number = 282,
            title = "Many bytes as digits, in one text",
            expected = Verdict.DENIED,
            by = "elements in one piece")
    public static final class DigitText extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return HexFormat.ofDelimiter("x".repeat(64))
                    .formatHex(new byte[16 * MEBI])
                    .length();
        }
    }

    @Attack(number = 283, title = "Millions of short properties, read at once", expected = Verdict.KILLED)
    public static final class ManyProperties extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            byte[] text = new byte[30 * MEBI];
            int end = 0;
            for (int name = 0; end < text.length - 8; name++) {
                int rest = name;
                for (int i = 0; i < 5; i++) {
                    text[end++] = (byte) ('a' + rest % 26);
                    rest /= 26;
                }
                text[end++] = '\n';
            }
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(text, 0, end));
            return properties.size();
        }
    }

    @Attack(number = 283, title = "A long text as many properties, written at once", expected = Verdict.KILLED)
    public static final class WrittenProperties extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Properties properties = new Properties();
            String value = "\u1234".repeat(MEBI);
            for (int i = 0; i < 1_000; i++) {
                properties.setProperty("name" + i, value);
            }
            properties.store(new OutputStreamWriter(OutputStream.nullOutputStream()), "all");
            return properties.size();
        }
    }

    @Attack(
            number = 284,
            title = "A long text among the arguments of a format, many times",
            expected = Verdict.DENIED,
            by = "elements in one piece")
    public static final class Arguments extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Object[] arguments = new Object[200];
            Arrays.fill(arguments, "x".repeat(MEBI));
            return String.format("%s".repeat(arguments.length), arguments).length();
        }
    }

    @Attack(
            number = 285,
            title = "Lines of a few characters with a megabyte between them",
            expected = Verdict.DENIED,
            by = "a line separator of")
    public static final class Lines extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            byte[] separator = new byte[MEBI];
            Arrays.fill(separator, (byte) '\n');
            return Base64.getMimeEncoder(4, separator).encode(new byte[4_500]).length;
        }
    }

    @Attack(number = 286, title = "A seed of megabytes", expected = Verdict.DENIED, by = "a seed of")
    public static final class Seed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new SecureRandom().generateSeed(16 * MEBI).length;
        }
    }

    @Attack(
            number = 286,
            title = "Megabytes, mixed into the chance of all",
            expected = Verdict.DENIED,
            by = "a seed of")
    public static final class Mixed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            SecureRandom random = new SecureRandom();
            random.setSeed(new byte[32 * MEBI]);
            return random.nextInt();
        }
    }

    @Attack(
            number = 287,
            title = "Millions of values, put into order for each level",
            expected = Verdict.DENIED,
            by = "characters")
    public static final class Levels extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            byte[] levels = new byte[4 * MEBI];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = (byte) (i % 62);
            }
            Object[] values = new Object[levels.length];
            Bidi.reorderVisually(levels, 0, values, 0, values.length);
            return values.length;
        }
    }

    @Attack(
            number = 288,
            title = "A stream of its own that says how many bytes it has",
            expected = Verdict.DENIED,
            by = "java.io.ByteArrayOutputStream.count")
    public static final class Count extends Probe {
        private static final class Bytes extends ByteArrayOutputStream {
            private byte[] many() {
                count = 1 << 30;
                return toByteArray();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Bytes().many().length;
        }
    }

    @Attack(
            number = 289,
            title = "Digits, properties, formats, seeds and arrays as everybody uses them",
            expected = Verdict.ALLOWED)
    public static final class Uses extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            HexFormat format = HexFormat.ofDelimiter(":").withPrefix("0x");
            byte[] bytes = new byte[3_000];
            bytes[1] = 10;
            StringBuilder out = new StringBuilder();
            format.formatHex(out, bytes);
            require(out.toString().equals(format.formatHex(bytes)), "in pieces");
            require(Arrays.equals(format.parseHex(out), bytes), "read");
            Properties properties = new Properties();
            properties.load(new StringReader("a=1\nb = 2\n"));
            StringWriter written = new StringWriter();
            properties.store(written, null);
            require(written.toString().contains("a=1"), written.toString());
            require(String.format("%s %d %2$d", "a", 2).equals("a 2 2"), "format");
            SecureRandom random = new SecureRandom();
            random.setSeed(random.generateSeed(16));
            int[][][] cube = (int[][][]) Array.newInstance(int.class, 2, 3, 4);
            require(cube[1][2].length == 4 && String[].class == String.class.arrayType(), "arrays");
            return "used";
        }

        private static void require(boolean right, String what) {
            if (!right) {
                throw new IllegalStateException(what);
            }
        }
    }
}
