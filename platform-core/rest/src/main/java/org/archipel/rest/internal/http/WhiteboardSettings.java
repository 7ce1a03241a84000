package org.archipel.rest.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Moves the whiteboard's default application, which the platform does not use, away from the root: there it would answer each
 * unknown path with a page of its own and hide the servlets of other bundles.
 */
@Component(service = WhiteboardSettings.class, immediate = true)
public final class WhiteboardSettings {
    private static final String PID = "org.apache.aries.jax.rs.whiteboard.default";
    private static final String DEFAULT_BASE = "default.application.base";

    @Activate
    public WhiteboardSettings(@Reference ConfigurationAdmin configurations) {
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put(DEFAULT_BASE, InternalPaths.PREFIX + "whiteboard");
        try {
            configurations.getConfiguration(PID, "?").updateIfDifferent(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("the whiteboard cannot be configured", e);
        }
    }
}
