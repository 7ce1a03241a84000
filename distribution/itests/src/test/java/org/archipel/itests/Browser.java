package org.archipel.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.archipel.harness.RestClient;
import org.awaitility.Awaitility;

/** A page in the machine's own Chromium, used as a person does, by its DevTools protocol. For one thread at a time. */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String LISTENING = "DevTools listening on ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final String session;

    private Browser(String executable) {
        try {
            profile = Files.createTempDirectory("archipel-browser");
            process = new ProcessBuilder(
                            executable,
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--no-first-run",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .start();
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(address()), new Messages())
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String target = send("", "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        session = send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        List.of("Page", "Runtime", "Log", "Accessibility").forEach(domain -> send(domain + ".enable", Map.of()));
    }

    /** Opens one; empty where there is none. */
    static Optional<Browser> open() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> new Browser(file.toString()));
    }

    private String address() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread rest = new Thread(() -> lines.lines().forEach(any -> {}), "browser-output");
                rest.setDaemon(true);
                rest.start();
                return line.substring(LISTENING.length()).strip();
            }
        }
        throw new IOException("the browser did not start");
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(json(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private static JsonNode json(String text) {
        try {
            return RestClient.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(JsonNode message) {
        CompletableFuture<JsonNode> waiting = asked.remove(message.path("id").asInt());
        if (waiting != null) {
            waiting.complete(message);
            return;
        }
        JsonNode told = message.path("params");
        switch (message.path("method").asText()) {
            case "Log.entryAdded" ->
                complain(
                        told.at("/entry/level").asText(), told.at("/entry/text").asText());
            case "Runtime.exceptionThrown" ->
                complain(
                        "error",
                        told.at("/exceptionDetails/exception/description").asText());
            default -> {
                // It tells of nothing that is looked at.
            }
        }
    }

    private void complain(String level, String text) {
        if (level.equals("error") || level.equals("warning")) {
            complaints.add(text);
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return send(session, method, parameters);
    }

    private JsonNode send(String to, String method, Map<String, ?> parameters) {
        int id = count.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode message = RestClient.JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", RestClient.JSON.valueToTree(parameters));
        if (!to.isEmpty()) {
            message.put("sessionId", to);
        }
        socket.sendText(message.toString(), true).join();
        JsonNode got = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (got.has("error")) {
            throw new IllegalStateException(method + ": " + got.get("error"));
        }
        return got.path("result");
    }

    /** Opens a page; what was complained of before is forgotten. */
    void go(URI address) {
        complaints.clear();
        send("Page.navigate", Map.of("url", address.toString()));
        waitFor("document.readyState === 'complete'");
    }

    /** The JSON of an expression's value. */
    JsonNode value(String expression) {
        // Under the page's policy, as its own scripts are.
        JsonNode result = send(
                "Runtime.evaluate",
                Map.of(
                        "expression",
                        expression,
                        "returnByValue",
                        true,
                        "awaitPromise",
                        true,
                        "allowUnsafeEvalBlockedByCSP",
                        false));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    void waitFor(String condition) {
        Awaitility.await(condition)
                .atMost(PATIENCE)
                .until(() -> value("Boolean(" + condition + ")").asBoolean());
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Presses a key that says the text, or none. */
    void press(String key, int code, String text) {
        Map<String, Object> pressed = Map.of(
                "type", text.isEmpty() ? "rawKeyDown" : "keyDown",
                "key", key,
                "code", key,
                "windowsVirtualKeyCode", code,
                "text", text);
        send("Input.dispatchKeyEvent", pressed);
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    void tab() {
        press("Tab", 9, "");
    }

    void enter() {
        press("Enter", 13, "\r");
    }

    /** What of the page can be used and has no name that is read out. */
    List<String> nameless() {
        return Stream.of(send("Accessibility.getFullAXTree", Map.of()).path("nodes"))
                .flatMap(nodes -> StreamSupport.stream(nodes.spliterator(), false))
                .filter(node -> !node.path("ignored").asBoolean())
                .filter(node -> StreamSupport.stream(node.path("properties").spliterator(), false)
                        .anyMatch(property -> property.path("name").asText().equals("focusable")
                                && property.at("/value/value").asBoolean()))
                .filter(node -> !node.at("/role/value").asText().equals("RootWebArea"))
                .filter(node -> node.at("/name/value").asText().isBlank())
                .map(node -> node.at("/role/value").asText())
                .toList();
    }

    /** Errors and warnings that the page had the browser tell, such as what its policy forbids. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
