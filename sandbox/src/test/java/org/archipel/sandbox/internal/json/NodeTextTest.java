package org.archipel.sandbox.internal.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.junit.jupiter.api.Test;

class NodeTextTest {
    @Test
    void theTextOfNodesThatHoldEachOtherTwiceIsStopped() {
        NodeText.check();
        JsonNode shared = JsonNodeFactory.instance.textNode("a");
        for (int i = 0; i < 60; i++) {
            shared = JsonNodeFactory.instance.arrayNode().add(shared).add(shared);
        }
        JsonNode unfolding = shared;
        Thread own = Thread.currentThread();
        Checkpoint.Control governor = Checkpoint.install(() -> {
            if (Thread.currentThread() == own) {
                throw new ExtensionStoppedError("enough");
            }
        });
        governor.arm(true);
        try {
            assertThatThrownBy(() -> String.valueOf(unfolding)).isInstanceOf(ExtensionStoppedError.class);
        } finally {
            governor.close();
        }
    }
}
