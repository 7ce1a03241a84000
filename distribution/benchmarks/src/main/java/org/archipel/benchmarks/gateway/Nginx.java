package org.archipel.benchmarks.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** An nginx of Debian's package, in the foreground, as upstream or as proxy with API key and {@code limit_req}. */
public final class Nginx implements AutoCloseable {
    private static final int START_TRIES = 100;
    private static final int BODY = 1000;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Answers every request with about a kilobyte of JSON. */
    public static Nginx upstream(Path folder) {
        int port = freePort();
        return start(folder, "upstream", port, """
                server {
                  listen 127.0.0.1:%d reuseport;
                  location / { return 200 '{"data":"%s"}'; }
                }
                """.formatted(port, "x".repeat(BODY)), 1);
    }

    /** Hands requests with the key on to the upstream, under a limit that is never reached. */
    public static Nginx proxy(Path folder, Nginx upstream, String key) {
        int port = freePort();
        return start(folder, "proxy", port, """
                map $http_x_api_key $known { default 0; "%s" 1; }
                limit_req_zone $http_x_api_key zone=keys:10m rate=1000000r/s;
                upstream up { server 127.0.0.1:%d; keepalive 64; keepalive_requests 1000000000; }
                server {
                  listen 127.0.0.1:%d reuseport;
                  location / {
                    if ($known = 0) { return 401; }
                    limit_req zone=keys burst=100000 nodelay;
                    proxy_pass http://up;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                  }
                }
                """.formatted(key, upstream.port, port), 2);
    }

    private static Nginx start(Path folder, String name, int port, String server, int workers) {
        String config = """
                worker_processes %d;
                daemon off;
                pid %2$s/%3$s.pid;
                error_log %2$s/%3$s.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  default_type application/json;
                  keepalive_requests 1000000000;
                  client_body_temp_path %2$s/%3$s-body;
                  proxy_temp_path %2$s/%3$s-proxy;
                  fastcgi_temp_path %2$s/%3$s-fastcgi;
                  uwsgi_temp_path %2$s/%3$s-uwsgi;
                  scgi_temp_path %2$s/%3$s-scgi;
                  %4$s
                }
                """.formatted(workers, folder, name, server);
        try {
            Path file = Files.writeString(folder.resolve(name + ".conf"), config);
            Process process = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".out").toFile())
                    .start();
            Nginx nginx = new Nginx(process, port);
            awaitPort(port);
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitPort(int port) {
        for (int i = 0; i < START_TRIES; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                pause();
            }
        }
        throw new IllegalStateException("nothing listens on port " + port);
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
