package org.archipel.sandbox.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapperSealTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    Path folder;

    MapperSealTest() {
        new MapperSeal(type -> BindableTypes.contains(type) || type == Order.class || type == Report.class)
                .seal(mapper);
    }

    record Order(UUID id, List<String> lines, Map<String, Integer> amounts, State state) {}

    record Report(PrintWriter writer) {}

    enum State {
        OPEN,
        SHIPPED
    }

    @Test
    void plainValuesAndOwnClassesAreMade() throws JsonProcessingException {
        Order order = mapper.readValue("{\"lines\":[\"a\"],\"amounts\":{\"x\":1},\"state\":\"OPEN\"}", Order.class);

        assertThat(order.lines()).containsExactly("a");
        assertThat(order.amounts()).containsEntry("x", 1);
        assertThat(mapper.readValue("[1,{\"a\":true}]", Object.class)).isInstanceOf(List.class);
        assertThat(mapper.readTree("{\"a\":1}").get("a").asInt()).isEqualTo(1);
    }

    @Test
    void aConstructorOfAFileIsNotCalled() throws IOException {
        Path file = folder.resolve("made");

        assertThatThrownBy(() -> mapper.readValue(mapper.writeValueAsString(file.toString()), PrintWriter.class))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() ->
                        mapper.readValue("{\"" + file + "\":1}", new TypeReference<Map<PrintWriter, Integer>>() {}))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> mapper.readValue("{\"writer\":\"" + file + "\"}", Report.class))
                .isInstanceOf(SecurityException.class);
        assertThat(Files.exists(file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {InetAddress.class, Class.class, File.class, URL.class, Thread.class})
    void typesThatDoMoreAreNotMade(Class<?> type) {
        assertThatThrownBy(() -> mapper.readValue("\"localhost\"", type)).isInstanceOf(SecurityException.class);
    }

    @Test
    void aModuleOfTheSameNameDoesNotTakeItsPlace() {
        ObjectMapper unsealed = new ObjectMapper();
        unsealed.registerModule(new SimpleModule("archipel-seal"));
        new MapperSeal().seal(unsealed);

        assertThatThrownBy(() -> unsealed.copy().readValue("\"localhost\"", InetAddress.class))
                .isInstanceOf(SecurityException.class);
    }

    private abstract static class Value {
        @JsonValue
        public abstract Object getThreadGroup();
    }

    private abstract static class Key {
        @JsonKey
        public abstract String getName();
    }

    @Test
    void aMixInDoesNotHaveMethodsOfForeignObjectsCalled() {
        assertThatThrownBy(() ->
                        mapper.copy().addMixIn(Thread.class, Value.class).writeValueAsString(Thread.currentThread()))
                .hasStackTraceContaining("not allowed to extensions: reading the properties of java.lang.Thread");
        assertThatThrownBy(() -> mapper.copy()
                        .addMixIn(Thread.class, Key.class)
                        .writeValueAsString(Map.of(Thread.currentThread(), 1)))
                .hasStackTraceContaining("not allowed to extensions: reading the properties of java.lang.Thread");
    }
}
