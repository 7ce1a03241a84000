package org.example.attacks;

import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.client.ClientBuilder;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.ext.RuntimeDelegate;
import org.archipel.api.http.HttpRequest;

/** Making trusted code do it: Jackson, JAX-RS, the services of the platform. */
public final class DeputyAttacks {
    private DeputyAttacks() {}

    @Attack(number = 146, title = "Jackson reads a file", expected = Verdict.DENIED)
    public static final class JacksonFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ObjectMapper().readTree(new File(stage.secret()));
        }
    }

    @Attack(number = 146, title = "Jackson reads a URL", expected = Verdict.DENIED)
    public static final class JacksonUrl extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ObjectMapper().readTree(new URL(stage.url()));
        }
    }

    @Attack(number = 147, title = "Jackson makes a FileReader of a text", expected = Verdict.DENIED)
    public static final class JacksonReader extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Reader reader = new ObjectMapper().convertValue(stage.secret(), FileReader.class)) {
                return reader.read();
            }
        }
    }

    @Attack(number = 147, title = "Jackson makes a PrintWriter within an own type", expected = Verdict.DENIED)
    public static final class JacksonWriter extends Probe {
        /** What the text is read into. */
        public static final class Own {
            /** Made by Jackson. */
            public PrintWriter writer;
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            Own own = new ObjectMapper().convertValue(Map.of("writer", stage.fresh()), Own.class);
            own.writer.close();
            return "written";
        }
    }

    @Attack(number = 148, title = "Jackson takes the type from the text", expected = Verdict.DENIED)
    public static final class JacksonTyping extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            ObjectMapper mapper = new ObjectMapper()
                    .activateDefaultTyping(
                            BasicPolymorphicTypeValidator.builder()
                                    .allowIfBaseType(Object.class)
                                    .build(),
                            ObjectMapper.DefaultTyping.EVERYTHING,
                            JsonTypeInfo.As.WRAPPER_ARRAY);
            String text = "[\"java.io.PrintWriter\",\"" + stage.fresh() + "\"]";
            return String.valueOf(mapper.readValue(text, Object.class));
        }
    }

    @Attack(number = 149, title = "Jackson reads a thread's properties", expected = Verdict.DENIED)
    public static final class JacksonGetters extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ObjectMapper()
                    .convertValue(Thread.currentThread(), Map.class)
                    .toString();
        }
    }

    @Attack(
            number = 175,
            title = "Jackson calls the method of a host's object that a mix-in names",
            expected = Verdict.DENIED,
            by = "reading the properties of")
    public static final class JacksonMixIn extends Probe {
        private abstract static class Named {
            /** Called by Jackson on any object that is written, past the rewritten code. */
            @JsonValue
            public abstract Object getThreadGroup();
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            ObjectMapper mapper = new ObjectMapper().addMixIn(Thread.class, Named.class);
            return mapper.writeValueAsString(Thread.currentThread());
        }
    }

    @Attack(
            number = 175,
            title = "The same for the key of a map",
            expected = Verdict.DENIED,
            by = "reading the properties of")
    public static final class JacksonKeyMixIn extends Probe {
        private abstract static class Named {
            /** Called by Jackson on any key that is written, past the rewritten code. */
            @JsonKey
            public abstract String getName();
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            ObjectMapper mapper = new ObjectMapper().addMixIn(Thread.class, Named.class);
            return mapper.writeValueAsString(Map.of(Thread.currentThread(), 1));
        }
    }

    @Attack(number = 150, title = "Jackson looks for modules", expected = Verdict.DENIED)
    public static final class JacksonModules extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ObjectMapper()
                    .findAndRegisterModules()
                    .getRegisteredModuleIds()
                    .size();
        }
    }

    @Attack(number = 151, title = "The client of JAX-RS", expected = Verdict.DENIED, by = "ClientBuilder")
    public static final class JaxrsClient extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ClientBuilder.newClient().target(stage.url()).request().get(String.class);
        }
    }

    @Attack(number = 152, title = "The runtime delegate of JAX-RS", expected = Verdict.DENIED)
    public static final class Delegate extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            RuntimeDelegate.setInstance(null);
            return "set";
        }
    }

    @Attack(number = 153, title = "An answer that is a File of the host", expected = Verdict.DENIED)
    public static final class FileAnswer extends Probe {
        @Override
        @GET
        @Produces(MediaType.APPLICATION_OCTET_STREAM)
        public Object run(@QueryParam("folder") String folder, @QueryParam("port") int port) {
            try {
                return attempt(new Stage(folder, port));
            } catch (SecurityException e) {
                throw new javax.ws.rs.ForbiddenException();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new File(stage.secret());
        }
    }

    @Attack(number = 154, title = "The caller's credentials", expected = Verdict.DENIED)
    public static final class Credentials extends Probe {
        @Context
        private HttpHeaders headers;

        @Override
        protected Object attempt(Stage stage) {
            List<String> credentials = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
            if (credentials == null || credentials.isEmpty()) {
                throw new SecurityException("the platform does not tell them");
            }
            return credentials;
        }
    }

    @Attack(number = 155, title = "Other writings of a host that is not granted", expected = Verdict.DENIED)
    @Needs(resource = "network", action = "connect", condition = "hosts", values = "granted.example")
    public static final class HostForms extends Probe {
        private static final List<String> FORMS = List.of(
                "127.0.0.1",
                "127.0.0.1.",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "localhost",
                "LOCALHOST.",
                "localhost.localdomain",
                "granted.example@127.0.0.1",
                "granted.example.127.0.0.1.nip.io",
                "ｌｏｃａｌｈｏｓｔ",
                "①②⑦.0.0.1",
                "granted.exаmple",
                "127.0.0.1%00.granted.example",
                "0.0.0.0");

        @Override
        protected Object attempt(Stage stage) {
            RuntimeException last = null;
            for (String form : FORMS) {
                try {
                    URI uri = URI.create("http://" + form + ":" + stage.port() + "/");
                    return form + " "
                            + context().http().send(HttpRequest.get(uri)).status();
                } catch (RuntimeException e) {
                    last = e;
                }
            }
            throw last;
        }
    }

    @Attack(number = 156, title = "A header that begins another request", expected = Verdict.DENIED)
    @Needs(resource = "network", action = "connect", condition = "hosts", values = "127.0.0.1")
    public static final class Smuggling extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            HttpRequest request = HttpRequest.get(URI.create(stage.url())).header("X-A", "b\r\n\r\nGET / HTTP/1.1");
            return context().http().send(request).status();
        }
    }
}
