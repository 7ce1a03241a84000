package org.archipel.sandbox.internal.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The scripts on both sides of the bridge, where there is a Node to run them. */
class BridgeTest {
    @Test
    void aPanelReachesItsOwnExtensionOnly() throws IOException, InterruptedException {
        Process node = node();
        String output = new String(node.getInputStream().readAllBytes());
        assertThat(node.waitFor()).as(output).isZero();
    }

    private static Process node() {
        try {
            return new ProcessBuilder(
                            "node",
                            Path.of("src/test/resources/panels/bridge.test.mjs").toString(),
                            Path.of("src/main/resources/panels")
                                    .toAbsolutePath()
                                    .toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return abort("there is no node");
        }
    }
}
