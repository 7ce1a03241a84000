package org.example.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.xml.parsers.DocumentBuilderFactory;

/** Reaching the network past the granted HTTP client. */
public final class NetworkAttacks {
    private NetworkAttacks() {}

    @Attack(number = 12, title = "new Socket", expected = Verdict.DENIED)
    public static final class PlainSocket extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Socket socket = new Socket("127.0.0.1", stage.port())) {
                return socket.isConnected();
            }
        }
    }

    @Attack(number = 13, title = "Socket::new", expected = Verdict.DENIED)
    public static final class SocketReference extends Probe {
        private interface Factory {
            Socket open(String host, int port) throws IOException;
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            Factory factory = Socket::new;
            try (Socket socket = factory.open("127.0.0.1", stage.port())) {
                return socket.isConnected();
            }
        }
    }

    @Attack(number = 14, title = "A subclass of Socket", expected = Verdict.REFUSED)
    public static final class SocketSubclass extends Probe {
        private static final class Own extends Socket {
            Own(int port) throws IOException {
                super("127.0.0.1", port);
            }
        }

        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (Own socket = new Own(stage.port())) {
                return socket.isConnected();
            }
        }
    }

    @Attack(number = 15, title = "SocketChannel.open", expected = Verdict.DENIED)
    public static final class Channel extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", stage.port()))) {
                return channel.isConnected();
            }
        }
    }

    @Attack(number = 16, title = "URL.openStream of http", expected = Verdict.DENIED)
    public static final class HttpUrl extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (InputStream in = new URL(stage.url()).openStream()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    @Attack(number = 16, title = "URL.openStream of file", expected = Verdict.DENIED)
    public static final class FileUrl extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (InputStream in = new URL("file:" + stage.secret()).openStream()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        }
    }

    @Attack(number = 16, title = "URL.getContent of jar", expected = Verdict.DENIED)
    public static final class JarUrl extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new URL("jar:" + stage.url() + "x.jar!/x").getContent();
        }
    }

    @Attack(number = 17, title = "DNS look-up as a channel", expected = Verdict.DENIED)
    public static final class LookUp extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return InetAddress.getByName("localhost").getHostAddress();
        }
    }

    @Attack(number = 18, title = "URL.hashCode resolves the host", expected = Verdict.DENIED)
    public static final class UrlHash extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new URL("http://localhost/").hashCode();
        }
    }

    @Attack(number = 19, title = "java.net.http.HttpClient, asynchronous", expected = Verdict.DENIED)
    public static final class AsyncClient extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(stage.url())).build();
            return HttpClient.newHttpClient()
                    .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .join()
                    .body();
        }
    }

    @Attack(number = 20, title = "ServerSocket", expected = Verdict.DENIED)
    public static final class Server extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }

    @Attack(number = 20, title = "DatagramSocket", expected = Verdict.DENIED)
    public static final class Datagram extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (DatagramSocket socket = new DatagramSocket()) {
                return socket.getLocalPort();
            }
        }
    }

    @Attack(number = 20, title = "MulticastSocket", expected = Verdict.DENIED)
    public static final class Multicast extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            try (MulticastSocket socket = new MulticastSocket()) {
                return socket.getLocalPort();
            }
        }
    }

    @Attack(number = 21, title = "XML external entity", expected = Verdict.DENIED)
    public static final class ExternalEntity extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            String xml = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:" + stage.secret() + "\">]><a>&e;</a>";
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
                    .getDocumentElement()
                    .getTextContent();
        }
    }

    @Attack(number = 22, title = "JNDI look-up", expected = Verdict.DENIED, by = "javax.naming")
    public static final class Naming extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return new InitialContext().lookup("ldap://127.0.0.1:" + stage.port() + "/x");
        }
    }

    @Attack(number = 23, title = "DriverManager.getConnection", expected = Verdict.DENIED)
    public static final class Driver extends Probe {
        @Override
        protected Object attempt(Stage stage) throws SQLException {
            String url = "jdbc:derby:" + stage.folder() + "/written;create=true";
            try (Connection connection = DriverManager.getConnection(url)) {
                return connection.isClosed();
            }
        }
    }
}
