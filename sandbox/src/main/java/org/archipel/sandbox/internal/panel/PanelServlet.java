package org.archipel.sandbox.internal.panel;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Serves the files of panels, and the two scripts of the bridge between a panel and the console. A panel lives in a frame without an
 * origin, under a policy that lets it load its own files and nothing else, and talk to nobody but the page around it.
 */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=" + PanelServlet.PREFIX + "/*")
public final class PanelServlet extends HttpServlet {
    /** Path below which panels are served. */
    static final String PREFIX = "/panels";

    private static final long serialVersionUID = 1L;
    private static final String POLICY = "sandbox allow-scripts; default-src 'none'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'none'; webrtc 'block'; "
            + "form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    private static final Map<String, String> SCRIPTS = Map.of("/bridge.js", "bridge.js", "/host.js", "host.js");
    private static final int LARGEST = 8 << 20;

    private final transient Panels panels;
    private final transient PanelTickets tickets;

    @Activate
    public PanelServlet(@Reference Panels panels, @Reference PanelTickets tickets) {
        this.panels = panels;
        this.tickets = tickets;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path != null && SCRIPTS.containsKey(path)) {
            sendScript(SCRIPTS.get(path), response);
            return;
        }
        Optional<PanelPath> asked = PanelPath.parse(path);
        Optional<String> type = asked.flatMap(file -> MediaTypes.of(file.file()));
        Optional<URL> content = asked.flatMap(this::file);
        if (type.isEmpty() || content.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        headers(response, type.get(), "private, max-age=3600, immutable");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        send(content.get(), response);
    }

    /** The file, if the ticket holds, the version serves, and a panel of it may be shown. */
    private Optional<URL> file(PanelPath asked) {
        return panels.find(asked.installationId())
                .filter(served -> {
                    InstallationInfo installation = served.island().installation();
                    return installation.version().equals(asked.version())
                            && !served.granted().isEmpty()
                            && tickets.holds(asked.ticket(), installation);
                })
                .map(served -> entry(served.bundle(), asked.file()))
                // A folder has an entry too.
                .filter(entry -> !entry.getPath().endsWith("/"));
    }

    private static URL entry(Bundle bundle, String file) {
        try {
            return bundle.getEntry(file);
        } catch (IllegalStateException e) {
            // The bundle was uninstalled in this moment.
            return null;
        }
    }

    private static void headers(HttpServletResponse response, String type, String caching) {
        response.setContentType(type);
        response.setHeader("Cache-Control", caching);
        // A frame without an origin is a stranger to every address, this one too.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Access-Control-Allow-Origin", "*");
    }

    private static void send(URL content, HttpServletResponse response) throws IOException {
        try (InputStream in = content.openStream()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }

    private static void sendScript(String name, HttpServletResponse response) throws IOException {
        headers(response, "text/javascript;charset=utf-8", "public, max-age=300");
        send(PanelServlet.class.getResource("/panels/" + name), response);
    }
}
