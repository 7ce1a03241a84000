package org.archipel.rest.internal.docs;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Leads a person who opens the platform's address in a browser to the description of its API. */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=")
public final class WelcomeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().equals("/")) {
            response.sendRedirect("/docs");
        } else {
            // Another spelling, which somebody means something by.
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
