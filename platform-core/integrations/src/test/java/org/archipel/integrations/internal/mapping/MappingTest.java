package org.archipel.integrations.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.FilterRule;
import org.archipel.integrations.internal.model.FilterRule.Operator;
import org.archipel.integrations.internal.store.Json;
import org.archipel.transformation.function.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
    private static final ObjectNode SOURCE = Json.objectOf(
            "{\"name\":\" Ada \",\"address\":{\"city\":\"LISBON\"},\"phones\":[{\"number\":\"1\"},{\"number\":\"2\"}],"
                    + "\"age\":\"36\",\"none\":null}");

    @Test
    void withoutMappingsARecordStaysAsItIs() {
        assertThat(map(List.of())).isSameAs(SOURCE);
    }

    @Test
    void theSourceIsNeverChanged() {
        ObjectNode before = SOURCE.deepCopy();
        ObjectNode target = map(List.of(FieldMapping.of("address", "place")));
        ((ObjectNode) target.get("place")).put("city", "changed");
        assertThat(SOURCE).isEqualTo(before);
    }

    @Test
    void mappingEveryFieldToItselfIsTheIdentity() {
        List<FieldMapping> same = new ArrayList<>();
        SOURCE.fieldNames().forEachRemaining(name -> same.add(FieldMapping.of(name, name)));
        ObjectNode withoutNull = SOURCE.deepCopy();
        withoutNull.remove("none");
        assertThat(map(same)).isEqualTo(withoutNull);
    }

    @Test
    void reachesIntoObjectsAndArraysAndBuildsThem() {
        ObjectNode target = map(List.of(
                FieldMapping.of("phones.1.number", "contact.phone"), FieldMapping.of("address.city", "contact.city")));
        assertThat(target.toString()).isEqualTo("{\"contact\":{\"phone\":\"2\",\"city\":\"LISBON\"}}");
    }

    @Test
    void aDefaultStandsInForMissingAndNull() {
        ObjectNode target = map(List.of(
                new FieldMapping("none", "a", null, true, IntNode.valueOf(1)),
                new FieldMapping("nowhere", "b", "upper", false, IntNode.valueOf(2)),
                FieldMapping.of("nowhere.at.all", "c")));
        assertThat(target.toString()).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void aRequiredFieldThatIsMissingIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> map(List.of(new FieldMapping("address.zip", "zip", null, true, null))))
                .isInstanceOfSatisfying(
                        RecordException.class, e -> assertThat(e.pointer()).isEqualTo("/address/zip"));
    }

    @Test
    void aValueThatCannotBeTurnedIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> map(List.of(new FieldMapping("name", "n", "toNumber", false, null))))
                .isInstanceOfSatisfying(
                        RecordException.class, e -> assertThat(e.pointer()).isEqualTo("/name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "trim; ' x '; \"x\"",
                "trim|upper; ' x '; \"X\"",
                "toNumber; '12.50'; 12.50",
                "toInteger; '12'; 12",
                "round(1); '2.25'; 2.3",
                "toBoolean; 'Yes'; true",
                "date; '2024-02-29T23:30:00-02:00'; \"2024-02-29\"",
                "date(dd/MM/yyyy); '29/02/2024'; \"2024-02-29\"",
                "dateTime; '2024-01-01T10:00:00+02:00'; \"2024-01-01T08:00:00Z\"",
                "dateTime; '2024-01-01'; \"2024-01-01T00:00:00Z\""
            })
    void functionsTurnValues(String function, String value, String expected) {
        Mapping mapping =
                compile(List.of(new FieldMapping("v", "v", function.strip(), false, null)), new ArrayList<>());
        JsonNode result = mapping.apply(Json.object().put("v", value)).get("v");
        assertThat(Json.write(result)).isEqualTo(expected.strip());
    }

    @Test
    void epochSecondsAndMillisecondsAreTimes() {
        Mapping mapping = compile(List.of(new FieldMapping("v", "v", "dateTime", false, null)), new ArrayList<>());
        assertThat(mapping.apply(Json.object().put("v", 1_700_000_000L)))
                .isEqualTo(mapping.apply(Json.object().put("v", 1_700_000_000_000L)));
    }

    @Test
    void numbersThatWouldBeHugeWhenWrittenOutAreRefused() {
        Mapping mapping = compile(List.of(new FieldMapping("v", "v", "toNumber", false, null)), new ArrayList<>());
        assertThatThrownBy(() -> mapping.apply(Json.object().put("v", "1e999999999")))
                .isInstanceOf(RecordException.class);
    }

    @Test
    void whatIsWrongIsToldByPointer() {
        List<FieldError> errors = new ArrayList<>();
        compile(
                List.of(
                        new FieldMapping("a", "b", "nonsense", false, null),
                        new FieldMapping("", "b..c", null, false, null),
                        new FieldMapping("a", "b", "date(bogus-pattern-b)", false, null)),
                errors);
        assertThat(errors)
                .extracting(FieldError::pointer)
                .containsExactly(
                        "/fieldMappings/0/transformation",
                        "/fieldMappings/1/sourceField",
                        "/fieldMappings/1/targetField",
                        "/fieldMappings/2/transformation");
        assertThat(errors.get(0).message()).contains("nonsense").contains("trim");
    }

    @Test
    void filtersLetThroughWhatHoldsAllRules() {
        List<FieldError> errors = new ArrayList<>();
        RecordFilter filter = RecordFilter.compile(
                List.of(
                        new FilterRule("address.city", Operator.STARTS_WITH, Json.tree("\"LIS\"")),
                        new FilterRule("phones.0.number", Operator.IN, Json.tree("[\"1\",\"9\"]")),
                        new FilterRule("nowhere", Operator.NOT_EXISTS, null)),
                "/filterRules",
                errors);
        assertThat(errors).isEmpty();
        assertThat(filter.accepts(SOURCE)).isTrue();
        assertThat(filter.accepts(Json.object())).isFalse();
    }

    @Test
    void aFilterValueMustFitItsOperator() {
        List<FieldError> errors = new ArrayList<>();
        RecordFilter.compile(List.of(new FilterRule("a", Operator.IN, Json.tree("1"))), "/filterRules", errors);
        assertThat(errors).extracting(FieldError::pointer).containsExactly("/filterRules/0/value");
    }

    private static ObjectNode map(List<FieldMapping> mappings) {
        return compile(mappings, new ArrayList<>()).apply(SOURCE);
    }

    private static Mapping compile(List<FieldMapping> mappings, List<FieldError> errors) {
        return Mapping.compile(
                mappings,
                expression -> Functions.compile(expression, Functions.Extensions.NONE),
                "/fieldMappings",
                errors);
    }

    /** A text such as 1e400 is read as an infinite number. */
    @Test
    void numbersBeyondAllDecimalsAreComparedAsWell() {
        List<FieldError> errors = new ArrayList<>();
        RecordFilter greater = RecordFilter.compile(
                List.of(new FilterRule("n", Operator.GREATER_THAN, Json.tree("5"))), "/filterRules", errors);
        RecordFilter equal = RecordFilter.compile(
                List.of(new FilterRule("n", Operator.EQUALS, Json.tree("5"))), "/filterRules", errors);

        assertThat(errors).isEmpty();
        assertThat(greater.accepts(Json.tree("{\"n\":1e400}"))).isTrue();
        assertThat(greater.accepts(Json.tree("{\"n\":-1e400}"))).isFalse();
        assertThat(equal.accepts(Json.object().put("n", Double.NaN))).isFalse();
    }
}
