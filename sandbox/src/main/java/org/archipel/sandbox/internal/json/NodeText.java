package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts checkpoints into the text of JSON nodes. {@link JsonNode#toString} writes with a mapper of Jackson's own, that no extension made
 * and nothing sealed, and it is called from everywhere: by {@code String.valueOf}, when texts are joined, by logs.
 */
final class NodeText {
    private static final Logger LOG = LoggerFactory.getLogger(NodeText.class);
    private static final String HOLDER = "com.fasterxml.jackson.databind.node.InternalNodeMapper";
    private static final String MAPPER = "JSON_MAPPER";

    private NodeText() {}

    /** Once or more often in a process. */
    static void check() {
        try {
            Field mapper =
                    Class.forName(HOLDER, true, JsonNode.class.getClassLoader()).getDeclaredField(MAPPER);
            mapper.setAccessible(true);
            MapperSeal.checkOutput((ObjectMapper) mapper.get(null));
        } catch (ReflectiveOperationException e) {
            LOG.warn(
                    "Texts of JSON nodes are written without checkpoints, as Jackson writes them in another way now",
                    e);
        }
    }
}
