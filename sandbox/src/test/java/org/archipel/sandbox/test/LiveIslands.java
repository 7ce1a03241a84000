package org.archipel.sandbox.test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.persistence.Ids;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.island.LiveIsland;

/** Islands without a framework. */
public final class LiveIslands {
    public static final Islands ISLANDS = new Islands();

    private LiveIslands() {}

    public static LiveIsland admit(List<Permission> grants) {
        String installation = Ids.next();
        return ISLANDS.admit(new Island(
                Island.location(installation, "1.0.0"),
                new InstallationInfo(installation, Ids.next(), "com.acme.test", "1.0.0"),
                grants,
                JsonNodeFactory.instance.objectNode()));
    }
}
