package org.example.attacks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.UriInfo;

/** Code of an extension that the platform would run on a thread of its own, where nothing ends it, while it publishes a resource. */
public final class PlatformThreadAttacks {
    private static final String OWN = "island ";

    private PlatformThreadAttacks() {}

    private static void requireOwn(String thread) {
        if (!thread.startsWith(OWN)) {
            throw new IllegalStateException("code of the extension ran on the platform's thread " + thread);
        }
    }

    @Attack(number = 220, title = "A resource whose hash the platform asks for", expected = Verdict.ALLOWED)
    public static final class Hashed extends Probe {
        private final List<String> threads = new CopyOnWriteArrayList<>();

        @Override
        public int hashCode() {
            threads.add(Thread.currentThread().getName());
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            threads.add(Thread.currentThread().getName());
            return this == other;
        }

        @Override
        public String toString() {
            threads.add(Thread.currentThread().getName());
            return "a resource";
        }

        @Override
        protected Object attempt(Stage stage) {
            threads.forEach(PlatformThreadAttacks::requireOwn);
            return "none";
        }
    }

    @Attack(
            number = 220,
            title = "A setter that the platform hands the address of requests to",
            expected = Verdict.REFUSED,
            by = "rest.setter")
    public static final class Setter extends Probe {
        private volatile String thread = OWN;

        @Context
        public void setAddress(UriInfo address) {
            thread = Thread.currentThread().getName();
        }

        @Override
        protected Object attempt(Stage stage) {
            requireOwn(thread);
            return "none";
        }
    }

    /** What the platform makes objects of, to look at a method's annotations. */
    private enum Mode {
        ONE;

        private static final String THREAD = Thread.currentThread().getName();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    private @interface Marked {
        Mode value();
    }

    @Attack(number = 220, title = "An annotation whose value the platform makes", expected = Verdict.ALLOWED)
    public static final class Annotated extends Probe {
        @Override
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        @Marked(Mode.ONE)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return super.run(folder, port);
        }

        @Override
        protected Object attempt(Stage stage) {
            requireOwn(Mode.THREAD);
            return "none";
        }
    }

    @Attack(
            number = 234,
            title = "A path that takes for ever to be compared",
            expected = Verdict.REFUSED,
            by = "rest.path")
    public static final class PathExpression extends Probe {
        @GET
        @Path("{expression: (.*a){30}}")
        public String other() {
            return "other";
        }

        @Override
        protected Object attempt(Stage stage) {
            return "none";
        }
    }
}
