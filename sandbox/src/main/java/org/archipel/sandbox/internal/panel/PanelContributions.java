package org.archipel.sandbox.internal.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.osgi.framework.Bundle;

/** The panels of an island. They are files: no code of the extension runs to serve them. */
public final class PanelContributions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESCRIPTOR = "META-INF/archipel/extension.json";

    private final LiveIsland island;
    private final Panels panels;
    private ServedPanels prepared;

    public PanelContributions(LiveIsland island, Panels panels) {
        this.island = island;
        this.panels = panels;
    }

    /** @param bundle the island's; may be null */
    public void prepare(Bundle bundle) {
        URL descriptor = bundle == null ? null : bundle.getEntry(DESCRIPTOR);
        if (descriptor == null) {
            return;
        }
        List<Panel> found = new ArrayList<>();
        try (InputStream in = descriptor.openStream()) {
            for (JsonNode panel : JSON.readTree(in).path("panels")) {
                found.add(Panel.of(panel));
            }
        } catch (IOException e) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the descriptor cannot be read");
        }
        if (!found.isEmpty()) {
            prepared = new ServedPanels(island, bundle, List.copyOf(found));
        }
    }

    public void offer() {
        if (prepared != null) {
            panels.put(prepared);
        }
    }

    public void withdraw() {
        panels.remove(island);
    }
}
