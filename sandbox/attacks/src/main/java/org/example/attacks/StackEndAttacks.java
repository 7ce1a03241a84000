package org.example.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.api.storage.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Code of the platform that is called where the stack ends: it would fail between any two of its steps, and leave behind a lock, a
 * connection or a class that everybody needs. Afterwards it must work, here and for all others.
 */
public final class StackEndAttacks {
    private StackEndAttacks() {}

    @Attack(number = 188, title = "Storage where the stack ends", expected = Verdict.ALLOWED)
    @Needs(resource = "storage", action = "write")
    public static final class Storage extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            KeyValueStore values = context().keyValues();
            JsonNode value = JsonNodeFactory.instance.textNode("value");
            return StackEnd.reachAndUse(List.of(() -> {
                values.put("key", value);
                return "stored";
            }));
        }
    }

    @Attack(number = 188, title = "The platform's log where the stack ends", expected = Verdict.ALLOWED)
    public static final class PlatformLog extends Probe {
        private static final Logger LOG = LoggerFactory.getLogger(PlatformLog.class);

        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(
                    () -> {
                        LOG.warn("where the stack ends");
                        return "logged";
                    },
                    () -> LoggerFactory.getLogger("org.example.attacks.another")));
        }
    }

    @Attack(number = 188, title = "The extension's log where the stack ends", expected = Verdict.ALLOWED)
    public static final class OwnLog extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(() -> {
                context().logger().warn("where the stack ends", new IOException("an error"));
                return "logged";
            }));
        }
    }

    @Attack(number = 188, title = "Temporary files where the stack ends", expected = Verdict.ALLOWED)
    @Needs(resource = "files", action = "temp")
    public static final class Files extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(() -> context().tempFiles().delete("file")));
        }
    }

    @Attack(number = 188, title = "Own resources where the stack ends", expected = Verdict.ALLOWED)
    public static final class OwnResources extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(() -> {
                try (InputStream in = OwnResources.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
                    return in.read();
                }
            }));
        }
    }

    private record Point(int x, List<Integer> more, Map<String, Set<Long>> byName) {}

    @Attack(number = 189, title = "First uses of Jackson to write, where the stack ends", expected = Verdict.ALLOWED)
    public static final class WrittenJson extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            Point point = new Point(1, List.of(2), Map.of("a", Set.of(3L)));
            return StackEnd.reachAndUse(List.of(
                    () -> new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(point)));
        }
    }

    @Attack(number = 189, title = "First uses of Jackson to read, where the stack ends", expected = Verdict.ALLOWED)
    public static final class ReadJson extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(
                    () -> new ObjectMapper().readerForListOf(Point.class).readValue("[{\"x\": 1}]")));
        }
    }

    @Attack(number = 189, title = "First uses of Jackson to convert, where the stack ends", expected = Verdict.ALLOWED)
    public static final class ConvertedJson extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            Point point = new Point(1, List.of(2), Map.of("a", Set.of(3L)));
            return StackEnd.reachAndUse(List.of(() -> new ObjectMapper().valueToTree(point)));
        }
    }
}
