package org.archipel.rest.internal.docs;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The reader of the API description: files of this bundle, under a policy that allows nothing from elsewhere. */
@Component(
        service = Servlet.class,
        property = {"osgi.http.whiteboard.servlet.pattern=/docs", "osgi.http.whiteboard.servlet.pattern=/docs/*"})
public final class DocsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "reader.html", "text/html;charset=utf-8",
            "reader.js", "text/javascript;charset=utf-8",
            "platform.js", "text/javascript;charset=utf-8",
            "reader.css", "text/css;charset=utf-8");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String file = path == null || path.equals("/") ? "reader.html" : path.substring(1);
        String type = TYPES.get(file);
        if (type == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try (InputStream content = DocsServlet.class.getResourceAsStream("/docs/" + file)) {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Cache-Control", "no-cache");
            response.setContentType(type);
            content.transferTo(response.getOutputStream());
        }
    }
}
