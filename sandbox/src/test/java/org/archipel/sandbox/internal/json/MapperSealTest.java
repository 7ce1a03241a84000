package org.archipel.sandbox.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32;
import org.archipel.rest.Json;
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

    /** The stream may keep the buffer that it is asked to fill. */
    @Test
    void whatItReadsWithIsNotReadWithByOthers() throws IOException {
        byte[] own = buffer(mapper);
        byte[] platforms = buffer(new ObjectMapper());

        assertThat(buffer(new ObjectMapper())).as("buffers are used again").isSameAs(platforms);
        assertThat(own).isNotSameAs(platforms);
        assertThat(buffer(mapper)).isNotSameAs(platforms);
    }

    private static byte[] buffer(ObjectMapper reader) throws IOException {
        List<byte[]> buffers = new ArrayList<>();
        reader.readTree(new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                buffers.add(bytes);
                return -1;
            }
        });
        return buffers.get(0);
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

    /** Everybody's dates would be others: it is in each calendar, and given to whoever is written. */
    @Test
    void itsTimeZoneIsNobodyElses() throws IOException {
        TimeZone given = mapper.readValue("0", Calendar.class).getTimeZone();
        TimeZone everybodys = new ObjectMapper().readValue("0", Calendar.class).getTimeZone();

        assertThat(given).isNotSameAs(everybodys);
        assertThat(given.toZoneId()).isEqualTo(everybodys.toZoneId());
        assertThatThrownBy(() -> given.setRawOffset(1)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> given.setID("Europe/Paris")).isInstanceOf(SecurityException.class);
        assertThat(mapper.getDateFormat()).isNotSameAs(new ObjectMapper().getDateFormat());
    }

    @Test
    void datesAreReadAndWrittenAsBefore() throws IOException {
        ObjectMapper plain = new ObjectMapper();
        String text = "\"2024-02-29T12:00:00.000+02:00\"";

        assertThat(mapper.readValue(text, Date.class)).isEqualTo(plain.readValue(text, Date.class));
        assertThat(mapper.readValue("\"2024-02-29T12:00:00\"", Date.class))
                .isEqualTo(plain.readValue("\"2024-02-29T12:00:00\"", Date.class));
        assertThat(mapper.writeValueAsString(new Date(1))).isEqualTo("1");
        for (ObjectMapper each : List.of(mapper, plain)) {
            each.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        }
        assertThat(mapper.writeValueAsString(new Date(1))).isEqualTo(plain.writeValueAsString(new Date(1)));
        assertThat(new POJONode(new Date(1))).hasToString("1");
    }

    /** An object of the extension's keeps the offset that it has. */
    @Test
    void timesWithAnOffsetKeepIt() throws IOException {
        ObjectMapper island = Json.newMapper();
        String before = island.writeValueAsString(OffsetDateTime.parse("2024-02-29T12:00:00+02:00"));
        new MapperSeal().seal(island);

        assertThat(island.writeValueAsString(OffsetDateTime.parse("2024-02-29T12:00:00+02:00")))
                .isEqualTo(before);
    }

    /** A type may have a deserializer with it. */
    @Test
    void whoAsksForTheTypesOfAllGetsOthers() {
        assertThat(new ExtensionMappers().types())
                .isInstanceOf(TypeFactory.class)
                .isNotSameAs(TypeFactory.defaultInstance());
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

    private static final class Thief implements JsonSerializable {
        private ObjectCodec codec;

        @Override
        public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
            codec = generator.getCodec();
            generator.writeNull();
        }

        @Override
        public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(generator, provider);
        }
    }

    /** It is given to whoever is written, and must be of no use. */
    @Test
    void theMapperOfTheTextsOfNodesIsSealedAndLentToNobody() {
        NodeText.check();
        Thief thief = new Thief();

        assertThat(new POJONode(thief)).hasToString("null");
        assertThatThrownBy(() -> new ExtensionMappers().lend(thief.codec)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> ((ObjectMapper) thief.codec).copy().readValue("\"localhost\"", InetAddress.class))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> new POJONode(new CRC32()).toString())
                .hasStackTraceContaining("not allowed to extensions: reading the properties of java.util.zip.CRC32");
        assertThatThrownBy(() -> new POJONode(new CRC32()).toPrettyString())
                .hasStackTraceContaining("not allowed to extensions: reading the properties of java.util.zip.CRC32");
    }

    @Test
    void aFactoryKnowsNoMapperThatIsNotSealed() throws IOException {
        ExtensionMappers mappers = new ExtensionMappers();
        JsonFactory factory = new JsonFactory();
        mappers.prepare(factory);
        ObjectMapper made = new ObjectMapper(factory);
        JsonParser early = factory.createParser("\"localhost\"");
        assertThatThrownBy(() -> early.readValueAs(InetAddress.class)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> mappers.lend(factory.getCodec())).isInstanceOf(SecurityException.class);

        mappers.seal(made);

        assertThat(factory.getCodec()).isSameAs(made);
        mappers.lend(made.copy());
        JsonMapper.Builder builder = JsonMapper.builder();
        mappers.seal(builder);
        mappers.lend(builder.build());
        assertThat(builder.build().getTypeFactory()).isNotSameAs(TypeFactory.defaultInstance());
    }

    @Test
    void onlyLocalesThatThereAreAreMade() throws IOException {
        assertThat(mapper.readValue("\"de_CH\"", Locale.class)).isEqualTo(new Locale("de", "CH"));
        assertThatThrownBy(() -> mapper.readValue("\"en_US_" + "x".repeat(99) + "\"", Locale.class))
                .isInstanceOf(SecurityException.class);
    }

    private static final class Whole {
        @JsonUnwrapped(prefix = "p_")
        public Order order = new Order(null, List.of("a"), Map.of(), State.OPEN);
    }

    @Test
    void whatIsUnwrappedIsWrittenAsBefore() throws IOException {
        ObjectMapper own = new ObjectMapper();
        new MapperSeal(type -> true).seal(own);

        assertThat(own.writeValueAsString(new Whole())).isEqualTo(new ObjectMapper().writeValueAsString(new Whole()));
        assertThat(own.<JsonNode>valueToTree(new Whole())).isEqualTo(new ObjectMapper().valueToTree(new Whole()));
    }

    abstract static class AsItsValue {
        @JsonValue
        abstract BigInteger toBigInteger();
    }

    /** 1E4000000 has as many digits, and Jackson's own bounds are not asked. */
    @Test
    void aMixInAsksNothingOfValuesOfTheJdk() {
        mapper.addMixIn(BigDecimal.class, AsItsValue.class);

        assertThatThrownBy(() -> mapper.writeValueAsString(new BigDecimal("1E1000")))
                .isInstanceOf(SecurityException.class);
    }

    abstract static class OfASize {
        @JsonCreator
        OfASize(int size) {}
    }

    abstract static class OfANamedSize {
        @JsonCreator
        OfANamedSize(@JsonProperty("size") int size) {}
    }

    @Test
    void aMixInMakesNoValuesOfTheJdkByOtherConstructors() {
        for (Class<?> type : List.of(AtomicLongArray.class, AtomicReferenceArray.class, BitSet.class)) {
            for (Class<?> mixIn : List.of(OfASize.class, OfANamedSize.class)) {
                ObjectMapper own = new ObjectMapper();
                new MapperSeal().seal(own);
                own.addMixIn(type, mixIn);

                assertThatThrownBy(() -> own.readValue(mixIn == OfASize.class ? "7" : "{\"size\":7}", type))
                        .as(type + " by " + mixIn)
                        .satisfiesAnyOf(
                                refused -> assertThat(refused).hasRootCauseInstanceOf(SecurityException.class),
                                refused -> assertThat(refused).isInstanceOf(SecurityException.class));
            }
        }
    }

    record Plain(
            StackTraceElement place,
            EnumMap<State, Integer> byState,
            TreeMap<String, ArrayDeque<Integer>> queues,
            AtomicInteger count,
            BigDecimal sum,
            Comparable<?> any) {}

    @Test
    void plainValuesOfTheJdkAreReadAndMade() throws JsonProcessingException {
        ObjectMapper own = new ObjectMapper();
        new MapperSeal(type -> BindableTypes.contains(type) || type == Plain.class).seal(own);
        Plain plain =
                own.readValue("{\"byState\":{\"OPEN\":1},\"queues\":{\"a\":[1]},\"count\":2,\"sum\":1.5}", Plain.class);

        Plain written = new Plain(
                new StackTraceElement("A", "b", "A.java", 3),
                plain.byState(),
                plain.queues(),
                plain.count(),
                plain.sum(),
                "a");
        assertThat(own.readTree(own.writeValueAsString(written)).toString())
                .contains("\"lineNumber\":3", "\"OPEN\":1", "\"a\":[1]", "\"count\":2", "\"sum\":1.5");
    }
}
