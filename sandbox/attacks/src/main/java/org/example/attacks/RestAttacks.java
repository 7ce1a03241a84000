package org.example.attacks;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.FileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.MediaType;

/** Making the platform's REST server and its JSON do it, by what resources declare. */
public final class RestAttacks {
    private RestAttacks() {}

    @Attack(
            number = 170,
            title = "A type that JSON names by itself",
            expected = Verdict.REFUSED,
            by = "json.class-names")
    public static final class NamedType extends Probe {
        /** What the text is read into. */
        public static final class Own {
            /** Made by Jackson. */
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.WRAPPER_ARRAY)
            public Object writer;
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            List<String> typed = List.of("java.io.PrintWriter", stage.fresh());
            return String.valueOf(new ObjectMapper().convertValue(Map.of("writer", typed), Own.class).writer);
        }
    }

    @Attack(number = 171, title = "A type that an annotation names for JSON", expected = Verdict.DENIED)
    public static final class AnnotatedType extends Probe {
        /** What the text is read into. */
        public static final class Own {
            /** Made by Jackson. */
            @JsonDeserialize(as = FileReader.class)
            public Object reader;
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            return String.valueOf(new ObjectMapper().convertValue(Map.of("reader", stage.secret()), Own.class).reader);
        }
    }

    @Attack(
            number = 172,
            title = "A query parameter that becomes a PrintWriter",
            expected = Verdict.DENIED,
            by = "PrintWriter")
    public static final class WriterParameter extends Probe {
        @Override
        @GET
        @Path("other")
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        /** Called with the writer that the REST server made. */
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Object write(@QueryParam("fresh") PrintWriter writer) {
            writer.close();
            return "written";
        }

        @Override
        protected Object attempt(Stage stage) {
            return "not the way";
        }
    }

    @Attack(
            number = 176,
            title = "A list of query parameters that become PrintWriters",
            expected = Verdict.DENIED,
            by = "PrintWriter")
    public static final class WriterList extends Probe {
        @Override
        @GET
        @Path("other")
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        /** Called with the writers that the REST server made. */
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Object write(@QueryParam("fresh") List<PrintWriter> writers) {
            writers.forEach(PrintWriter::close);
            return "written";
        }

        @Override
        protected Object attempt(Stage stage) {
            return "not the way";
        }
    }

    @Attack(
            number = 176,
            title = "A bean of parameters with a PrintWriter in it",
            expected = Verdict.DENIED,
            by = "PrintWriter")
    public static final class WriterBean extends Probe {
        /** Filled by the REST server. */
        public static final class Bean {
            /** From the query. */
            @QueryParam("fresh")
            public PrintWriter writer;
        }

        @Override
        @GET
        @Path("other")
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        /** Called with the writer that the REST server made. */
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Object write(@BeanParam Bean bean) {
            bean.writer.close();
            return "written";
        }

        @Override
        protected Object attempt(Stage stage) {
            return "not the way";
        }
    }

    @Attack(
            number = 173,
            title = "An answer that is a thread",
            expected = Verdict.DENIED,
            by = "reading the properties of")
    public static final class ThreadAnswer extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Thread.currentThread();
        }
    }

    @Attack(number = 174, title = "An answer that never comes", expected = Verdict.DENIED, by = "comes later")
    public static final class NeverResumed extends Probe {
        @Override
        @GET
        @Path("other")
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        /** Keeps the request. */
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public void suspend(@Suspended AsyncResponse response) {
            // It does not answer.
        }

        @Override
        protected Object attempt(Stage stage) {
            return "not the way";
        }
    }

    @Attack(
            number = 174,
            title = "A handler that a thread of the platform would run",
            expected = Verdict.DENIED,
            by = "comes later")
    public static final class LateHandler extends Probe {
        @Override
        @GET
        @Path("other")
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        /** Keeps the request. */
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public void suspend(@Suspended AsyncResponse response) {
            response.setTimeoutHandler(late -> {
                while (true) {}
            });
        }

        @Override
        protected Object attempt(Stage stage) {
            return "not the way";
        }
    }

    @Attack(number = 174, title = "A stage that never completes", expected = Verdict.DENIED, by = "comes later")
    public static final class NeverCompleted extends Probe {
        @Override
        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            return attempt(new Stage(folder, port));
        }

        @Override
        protected CompletionStage<Object> attempt(Stage stage) {
            return new CompletableFuture<>();
        }
    }
}
