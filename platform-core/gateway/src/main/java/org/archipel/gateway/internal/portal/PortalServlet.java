package org.archipel.gateway.internal.portal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * The developer portal: a page that reads an organization's APIs with the reader of {@code /docs}, under a policy that allows nothing
 * from elsewhere. It is the same for all; what it shows is what the key that is given to it may see.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/docs/apis",
            "osgi.http.whiteboard.servlet.pattern=/docs/apis/*"
        })
public final class PortalServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Pattern ORGANIZATION = Pattern.compile("/?|/[A-Za-z0-9-]{1,100}");
    private static final String SCRIPT = "/portal.js";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        if (path.equals(SCRIPT)) {
            send(response, "portal.js", "text/javascript;charset=utf-8");
        } else if (ORGANIZATION.matcher(path).matches()) {
            send(response, "portal.html", "text/html;charset=utf-8");
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void send(HttpServletResponse response, String file, String type) throws IOException {
        try (InputStream content = PortalServlet.class.getResourceAsStream("/portal/" + file)) {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Cache-Control", "no-cache");
            response.setContentType(type);
            content.transferTo(response.getOutputStream());
        }
    }
}
