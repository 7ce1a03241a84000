package org.archipel.sandbox.internal.panel;

import java.util.List;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.osgi.framework.Bundle;

/** The panels of an island that serves, and the bundle with their files. */
record ServedPanels(LiveIsland island, Bundle bundle, List<Panel> panels) {
    /** Those that the present grants show; asked at every request. */
    List<Panel> granted() {
        return panels.stream()
                .filter(panel -> island.policy().showsPanelsIn(panel.slot()))
                .toList();
    }
}
