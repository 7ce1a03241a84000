package org.example.attacks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.BreakIterator;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.SecretKeySpec;
import javax.ws.rs.core.Link;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedHashMap;
import javax.ws.rs.core.UriBuilder;

/** What attacks 223 to 232 misuse, as everybody uses it. */
public final class OrdinaryUses {
    private OrdinaryUses() {}

    private static void require(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException(what);
        }
    }

    @Attack(
            number = 236,
            title = "Lists, streams, tables, dates and traces as everybody uses them",
            expected = Verdict.ALLOWED)
    public static final class Uses extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            lists();
            sets();
            streams();
            tables();
            texts();
            return "used";
        }

        private static void lists() {
            List<Object> list = new CopyOnWriteArrayList<>();
            require(Collections.addAll(list, 3, 1, 2), "added");
            Collections.reverse(list);
            Collections.rotate(list, 1);
            require(list.equals(List.of(3, 2, 1)), "turned " + list);
            Collections.shuffle(list, new Random(1));
            Collections.replaceAll(list, 3, 4);
            require(list.contains(4) && list.size() == 3, "replaced " + list);
            List<Object> copy = new ArrayList<>(list);
            Collections.fill(copy, 0);
            Collections.copy(copy, list);
            require(copy.equals(list), "copied " + copy);
            Vector<Object> vector = new Vector<>(List.of("a", "b", "a"));
            vector.removeIf(Predicate.isEqual("a"));
            require(vector.equals(List.of("b")), "removed " + vector);
        }

        // They compare in their own way, however few they hold.
        private static void sets() {
            TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Retry-After", "1");
            Set<String> names = new HashSet<>(List.of("retry-after", "accept"));
            names.retainAll(headers.keySet());
            require(names.equals(Set.of("retry-after")), "retained " + names);
            require(!Collections.disjoint(headers.keySet(), Set.of("retry-after")), "a header");
            Set<BigDecimal> amounts = new TreeSet<>(List.of(new BigDecimal("1.0")));
            List<BigDecimal> ones = new ArrayList<>(List.of(BigDecimal.ONE, BigDecimal.TEN));
            ones.removeAll(amounts);
            require(ones.equals(List.of(BigDecimal.TEN)), "removed " + ones);
        }

        private static final class Own extends AbstractList<Integer> {
            @Override
            public Integer get(int index) {
                return index;
            }

            @Override
            public int size() {
                return 3;
            }
        }

        private static void streams() {
            require(Arrays.equals(IntStream.range(0, 3).toArray(), new int[] {0, 1, 2}), "a range");
            Object[] all =
                    Stream.concat(Stream.of(1), new Own().stream()).sorted().toArray();
            require(Arrays.equals(all, new Object[] {0, 1, 1, 2}), "streams after each other");
            require(
                    IntStream.concat(IntStream.of(1), IntStream.rangeClosed(2, 4))
                                    .sum()
                            == 10,
                    "a sum");
            require(new Own().toArray().length == 3, "an array");
        }

        private static void tables() {
            Map<Integer, Integer> table = new HashMap<>(16, 0.75f);
            table.put(1, 2);
            require(new ConcurrentHashMap<>(table).equals(table), "a table");
            MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>();
            headers.add("name", "value");
            require(headers.toString().equals("{name=[value]}"), "headers " + headers);
            ConcurrentHashMap.KeySetView<String, Boolean> keys = ConcurrentHashMap.newKeySet();
            require(keys.add("a") && keys.addAll(List.of("b")), "keys");
        }

        private static void texts() {
            DateTimeFormatter padded = new DateTimeFormatterBuilder()
                    .padNext(6)
                    .appendValue(ChronoField.YEAR)
                    .appendPattern("-MM")
                    .toFormatter(Locale.ROOT);
            require(padded.format(LocalDate.EPOCH).equals("  1970-01"), "a date");
            require(
                    DateTimeFormatter.ofPattern("uuuu", Locale.ROOT)
                            .format(LocalDate.EPOCH)
                            .equals("1970"),
                    "a year");
            require(URI.create("http://example.com/\u00e9").toASCIIString().endsWith("%C3%A9"), "an address");
            BreakIterator words = BreakIterator.getWordInstance(Locale.ENGLISH);
            words.setText("one two");
            require(words.next() == 3, "a word");
            StringWriter trace = new StringWriter();
            new IllegalStateException("traced").printStackTrace(new PrintWriter(trace, true));
            require(trace.toString().contains("traced") && trace.toString().contains("\tat "), "a trace " + trace);
        }
    }

    @Attack(
            number = 245,
            title = "Addresses, expressions, formats, sets and streams as everybody uses them",
            expected = Verdict.ALLOWED)
    public static final class MoreUses extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException, GeneralSecurityException {
            addresses();
            expressions();
            formats();
            sets();
            streams();
            return "used";
        }

        private static void addresses() {
            URI order = UriBuilder.fromUri("https://example.com:8443/api/{kind}")
                    .path("{id}")
                    .queryParam("page", 2)
                    .queryParam("sort", "{sort}")
                    .resolveTemplate("kind", "orders")
                    .build("7 8", "name");
            require(order.toString().equals("https://example.com:8443/api/orders/7%208?page=2&sort=name"), "" + order);
            URI mapped = UriBuilder.fromPath("/orders/{id}").buildFromMap(Map.of("id", 7L));
            require(mapped.toString().equals("/orders/7"), "" + mapped);
            Link next = Link.fromUri("/orders/{id}").rel("next").build(8);
            require(next.getUri().toString().equals("/orders/8"), "" + next);
            require(MediaType.valueOf("text/plain;charset=utf-8").getType().equals("text"), "a type");
        }

        private static void expressions() {
            require("2024-01-31".matches("[0-9]{4}-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])"), "a date");
            Pattern mail =
                    Pattern.compile("^[\\w.+-]+(?:\\.[\\w-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$");
            require(mail.matcher("a.b@example.com").matches(), "an address of mail");
            Pattern number = Pattern.compile("(?x) ([-+]?) # sign\n (\\d*) (?: \\. (\\d*) )? (?: [eE] ([-+]?\\d+) )?");
            require(number.matcher("-1.5e10").matches(), "a number");
            require("a, b ,c".split("\\s*,\\s*").length == 3, "parts");
            require(Pattern.compile("(a*)*b?").matcher("aaa".repeat(10_000)).find(), "many letters");
        }

        private static void formats() {
            String told = new MessageFormat("{0,choice,0#no orders|1#one order|1<{0} orders} of {1}", Locale.ROOT)
                    .format(new Object[] {3, "Ana"});
            require(told.equals("3 orders of Ana"), told);
            String amount = new DecimalFormat("\u00a4 #,##0.00", new DecimalFormatSymbols(Locale.ROOT)).format(1234.5);
            require(amount.endsWith("1,234.50"), amount);
            SimpleDateFormat day = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm", Locale.ROOT);
            require(day.format(new Date(0)).startsWith("19"), "a day");
            DateTimeFormatter date = new DateTimeFormatterBuilder()
                    .appendPattern("dd")
                    .appendLiteral(" de ")
                    .appendText(ChronoField.MONTH_OF_YEAR, Map.of(1L, "enero"))
                    .toFormatter(Locale.ROOT);
            require(date.format(LocalDate.EPOCH).equals("01 de enero"), date.format(LocalDate.EPOCH));
        }

        private static void sets() {
            require(Set.copyOf(List.of(1, 2, 1)).size() == 2, "a copy");
            require(Map.copyOf(new HashMap<>(Map.of("a", 1))).get("a") == 1, "a map");
            require(Stream.of(1, 2, 3).collect(Collectors.toUnmodifiableSet()).contains(2), "a set");
            Map<Boolean, Long> parted =
                    Stream.of(1, 2, 3).collect(Collectors.partitioningBy(each -> each > 1, Collectors.counting()));
            require(parted.get(true) == 2, "parts " + parted);
            require(((Map<?, ?>) new HashMap<>(Map.of("a", 1)).clone()).size() == 1, "a clone");
            require(Arrays.mismatch(new String[] {"a", "b"}, new String[] {"a", "c"}) == 1, "a mismatch");
            ConcurrentHashMap.KeySetView<String, Boolean> keys = ConcurrentHashMap.newKeySet();
            keys.addAll(List.of("a", "b"));
            require(keys.removeAll(List.of("a")) && keys.contains("b"), "keys " + keys);
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("a", 1).put("b", 2);
            require(node.retain("a").size() == 1, "fields " + node);
        }

        private static void streams() throws IOException, GeneralSecurityException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = Base64.getEncoder().wrap(bytes)) {
                out.write("text".getBytes(StandardCharsets.UTF_8));
            }
            require(bytes.toString(StandardCharsets.UTF_8).equals("dGV4dA=="), "encoded " + bytes);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(new ByteArrayInputStream(new byte[200_000]), digest)) {
                require(in.readAllBytes().length == 200_000, "read");
            }
            require(
                    Arrays.equals(
                            digest.digest(),
                            MessageDigest.getInstance("SHA-256").digest(new byte[200_000])),
                    "digest");
            Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"));
            ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
            try (OutputStream out = new CipherOutputStream(encrypted, cipher)) {
                out.write(new byte[200_000]);
            }
            require(Arrays.equals(encrypted.toByteArray(), cipher.doFinal(new byte[200_000])), "encrypted");
        }
    }
}
