package org.archipel.connectors.testing;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An encrypted server on the loopback interface that shows a certificate that must not be accepted. */
final class TlsFront implements AutoCloseable {
    private static final char[] PASSWORD = "emulator".toCharArray();

    private final HttpsServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private final KeyStore store;
    private final Flaw flaw;

    /** What is wrong with the certificate. */
    enum Flaw {
        /** It is trusted, and for another host. */
        OTHER_HOST("other-host"),
        /** Who made it is trusted and it is for this host, and it was good for a day in 2020. */
        EXPIRED("expired"),
        /** It is for this host, and nobody trusts who made it. */
        UNKNOWN("unknown");

        private final String file;

        Flaw(String file) {
            this.file = file;
        }
    }

    TlsFront(Flaw flaw) {
        this.flaw = flaw;
        try (InputStream in = TlsFront.class.getResourceAsStream(flaw.file + ".p12")) {
            store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests got through. */
    int requests() {
        return requests.get();
    }

    /** What a client trusts: the certificate, unless its flaw is that nobody does. */
    SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            if (flaw != Flaw.UNKNOWN) {
                // Who made it; one that is trusted itself would be taken whatever its dates are.
                Certificate[] chain = store.getCertificateChain("server");
                trusted.setCertificateEntry("server", chain[chain.length - 1]);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(flaw == Flaw.UNKNOWN ? null : trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
