package org.example.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.SecretKeySpec;

/** Work that streams, collectors and tables of the JDK do in one piece. Each ends by itself if nothing stops it, or fills the memory. */
public final class OnePieceAttacks {
    private static final int LONG = 27;

    private OnePieceAttacks() {}

    private static List<Object> lists() {
        List<Object> list = List.of("a");
        for (int i = 0; i < LONG; i++) {
            list = List.of(list, list);
        }
        return list;
    }

    /** Texts of one hash. */
    private static List<String> alike(int powerOfTwo) {
        List<String> texts = List.of("");
        for (int i = 0; i < powerOfTwo; i++) {
            List<String> longer = new ArrayList<>();
            for (String text : texts) {
                longer.add(text + "Aa");
                longer.add(text + "BB");
            }
            texts = longer;
        }
        return texts;
    }

    @Attack(number = 240, title = "Many bytes, written through a slow cipher at once", expected = Verdict.KILLED)
    public static final class Encrypted extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[24], "DESede"));
            byte[] bytes = new byte[24 << 20];
            try (OutputStream out = new CipherOutputStream(OutputStream.nullOutputStream(), cipher)) {
                for (int i = 0; i < 4; i++) {
                    out.write(bytes);
                }
            }
            return "encrypted";
        }
    }

    @Attack(number = 240, title = "Many bytes, written through a slow digest at once", expected = Verdict.KILLED)
    public static final class Digested extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            byte[] bytes = new byte[30 << 20];
            try (OutputStream out =
                    new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("MD2"))) {
                out.write(bytes);
            }
            return "digested";
        }
    }

    @Attack(number = 240, title = "Many bytes, read through a slow digest at once", expected = Verdict.KILLED)
    public static final class ReadDigested extends Probe {
        @Override
        protected Object attempt(Stage stage) throws GeneralSecurityException, IOException {
            byte[] bytes = new byte[24 << 20];
            try (InputStream in =
                    new DigestInputStream(new ByteArrayInputStream(bytes), MessageDigest.getInstance("MD2"))) {
                return in.readNBytes(bytes, 0, bytes.length);
            }
        }
    }

    @Attack(number = 240, title = "Encoders around encoders", expected = Verdict.KILLED)
    public static final class Encoders extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            OutputStream out = OutputStream.nullOutputStream();
            for (int i = 0; i < 75; i++) {
                out = Base64.getEncoder().wrap(out);
            }
            out.write(new byte[300]);
            return "written";
        }
    }

    @Attack(number = 241, title = "A collector that parts what it parted, forty times", expected = Verdict.KILLED)
    public static final class Parted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Collector<Object, ?, ?> collector = Collectors.counting();
            for (int i = 0; i < 40; i++) {
                collector = Collectors.partitioningBy(each -> true, collector);
            }
            return String.valueOf(Stream.<Object>of(1).collect(collector)).length();
        }
    }

    @Attack(number = 242, title = "A set of texts of one hash", expected = Verdict.DENIED)
    public static final class AlikeSet extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Set.of(alike(16).toArray()).size();
        }
    }

    @Attack(number = 242, title = "A copy of a collection of such texts, as a set", expected = Verdict.DENIED)
    public static final class AlikeCopy extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Set.copyOf(alike(16)).size();
        }
    }

    @Attack(number = 242, title = "Such texts, collected", expected = Verdict.DENIED)
    public static final class AlikeCollected extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return alike(16).stream()
                    .collect(Collectors.toUnmodifiableMap(each -> each, each -> each))
                    .size();
        }
    }

    @Attack(number = 242, title = "A copy of a map whose keys have changed", expected = Verdict.DENIED)
    public static final class ChangedKeys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            HashMap<Object, Object> map = new HashMap<>();
            List<Object> key = new ArrayList<>();
            map.put(key, 1);
            key.add(lists());
            return ((Map<?, ?>) map.clone()).size();
        }
    }

    @Attack(number = 242, title = "Lists that hold each other twice, as keys of properties", expected = Verdict.DENIED)
    public static final class PropertyKeys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Object, Object> map = new IdentityHashMap<>();
            map.put(lists(), 1);
            Properties properties = new Properties();
            properties.putAll(map);
            return properties.size();
        }
    }

    @Attack(number = 242, title = "Such lists, drained from a queue into a set", expected = Verdict.DENIED)
    public static final class Drained extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
            queue.add(lists());
            return queue.drainTo(new HashSet<>());
        }
    }

    @Attack(number = 242, title = "Such lists, as names of fields", expected = Verdict.DENIED)
    public static final class FieldNames extends Probe {
        @Override
        @SuppressWarnings("unchecked")
        protected Object attempt(Stage stage) {
            Map<Object, Object> fields = new IdentityHashMap<>();
            fields.put(lists(), JsonNodeFactory.instance.textNode("a"));
            Map<?, ?> any = fields;
            JsonNode node = JsonNodeFactory.instance.objectNode().setAll((Map<String, JsonNode>) any);
            return node.size();
        }
    }

    @Attack(number = 242, title = "Such lists, as the key of an attribute", expected = Verdict.DENIED)
    public static final class AttributeKey extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.valueOf(new ObjectMapper()
                    .writer()
                    .withAttribute(lists(), 1)
                    .isEnabled(SerializationFeature.INDENT_OUTPUT));
        }
    }

    @Attack(
            number = 242,
            title = "Lists that hold each other twice, in arrays that are compared",
            expected = Verdict.DENIED)
    public static final class Mismatch extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Arrays.mismatch(new Object[] {lists()}, new Object[] {lists()});
        }
    }

    @Attack(number = 243, title = "Room for a milliard of nodes", expected = Verdict.DENIED)
    public static final class ManyNodes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return JsonNodeFactory.instance.arrayNode(1 << 29).size();
        }
    }

    @Attack(
            number = 243,
            title = "Many fields, looked for in a long list",
            expected = {Verdict.KILLED, Verdict.DENIED},
            because = "its budget or its steps end first")
    public static final class ManyFields extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            Collection<String> names = new ArrayList<>();
            for (int i = 0; i < 50_000; i++) {
                node.put("a" + i, i);
                names.add("b" + i);
            }
            return node.retain(names).size();
        }
    }

    @Attack(number = 243, title = "Many fields, looked for among many names", expected = Verdict.DENIED)
    public static final class ManyNames extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            String[] names = new String[50_000];
            for (int i = 0; i < names.length; i++) {
                node.put("a" + i, i);
                names[i] = "b" + i;
            }
            return node.retain(names).size();
        }
    }
}
