package org.example.attacks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/** Using a request or its answer for more than the call that serves it. */
public final class RequestAttacks {
    private RequestAttacks() {}

    /** A probe that is called in another way. */
    private abstract static class Served extends Probe {
        @Override
        @GET
        @Path("other")
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        @Override
        protected Object attempt(Stage stage) {
            return "not the way";
        }
    }

    @Attack(
            number = 353,
            title = "The body of another request, kept and read by a call besides",
            expected = Verdict.DENIED,
            by = "outside of its call",
            calls = 2)
    public static final class KeptBody extends Served {
        private static final int TRIES = 200;

        private final Queue<InputStream> kept = new ConcurrentLinkedQueue<>();

        /** Waits for the body of the other call, and reads it. */
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Object serve(InputStream body) {
            kept.add(body);
            try {
                return Seen.value("read " + ofAnother(body).read());
            } catch (IOException | InterruptedException | RuntimeException thrown) {
                return Seen.thrown(thrown);
            }
        }

        private InputStream ofAnother(InputStream own) throws InterruptedException {
            for (int i = 0; i < TRIES; i++) {
                for (InputStream each : kept) {
                    if (each != own) {
                        return each;
                    }
                }
                Thread.sleep(10);
            }
            throw new IllegalStateException("no other call came");
        }
    }

    @Attack(
            number = 354,
            title = "Headers of the platform and of the connection, with a blank behind their names",
            expected = Verdict.ALLOWED)
    public static final class BlankHeaders extends Served {
        /** Answers; a client that is sent such a header takes the answer for none. */
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Response serve() {
            return Response.ok(Seen.value("answered"))
                    .header("Set-Cookie ", "session=mine; Path=/")
                    .header("Transfer-Encoding ", "chunked")
                    .header("Clear-Site-Data\t", "\"*\"")
                    .build();
        }
    }

    @Attack(
            number = 355,
            title = "A body that becomes a file",
            expected = Verdict.DENIED,
            by = "no body becomes a java.io.File")
    public static final class BodyFile extends Served {
        /** Called with the file that the REST server wrote. */
        @GET
        @Consumes(MediaType.WILDCARD)
        @Produces(MediaType.APPLICATION_JSON)
        public Object serve(File body) {
            return Seen.value("written " + body);
        }
    }

    @Attack(
            number = 355,
            title = "A body that becomes a stream with a digest",
            expected = Verdict.DENIED,
            by = "no body becomes a java.security.DigestInputStream")
    public static final class BodyDigest extends Served {
        /** Called with the stream that the REST server made. */
        @GET
        @Consumes(MediaType.WILDCARD)
        @Produces(MediaType.APPLICATION_JSON)
        public Object serve(DigestInputStream body) {
            return Seen.value("made " + body);
        }
    }
}
