package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Files by their paths: read with GET, written with PUT. Thread-safe. */
public final class FileProvider extends EmulatedProvider {
    private final Map<String, byte[]> files = new TreeMap<>();

    /** Puts a file, as somebody else would. */
    public synchronized void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The files by their paths. */
    public synchronized Map<String, String> files() {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    @Override
    Reply expired() {
        return Reply.problem(401, "not allowed");
    }

    @Override
    ObjectNode error() {
        return Json.object().put("message", "something went wrong");
    }

    @Override
    Reply answer(Exchange exchange) {
        if (exchange.method().equals("PUT")) {
            files.put(exchange.path(), exchange.bodyText().getBytes(StandardCharsets.UTF_8));
            return Reply.empty(201);
        }
        byte[] file = files.get(exchange.path());
        return file == null ? Reply.problem(404, "no such file") : Reply.of(200, "text/csv", file);
    }
}
