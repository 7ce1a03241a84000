package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.archipel.transformation.function.Functions;
import org.archipel.transformation.function.Values;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;

/** Compiles the steps of mappings that put texts together and take them apart. */
final class TextSteps {
    private TextSteps() {}

    static Action template(StepReader step, Tools tools) {
        Address target = step.target();
        Template template = Template.parse(step.text("template"), tools, step.pointer() + "/parameters/template");
        return work -> {
            work.write(target, template.fill(work.source()));
            return State.APPLIED;
        };
    }

    /** Into an array, or into places of their own. */
    static Action split(StepReader step) {
        String separator = step.text("separator");
        int limit = step.whole("limit", 0, 0, 10_000);
        boolean trim = step.flag("trim");
        List<Address> targets = step.addresses("targets");
        if (targets.isEmpty()) {
            return ValueStep.of(step, value -> Functions.split(Values.text(value), separator, limit, trim));
        }
        Source source = step.source();
        return work -> {
            JsonNode value = source.read(work.source());
            if (value.isMissingNode() || value.isNull()) {
                return State.SKIPPED;
            }
            JsonNode parts = ValueStep.apply(
                    text -> Functions.split(Values.text(text), separator, targets.size(), trim), value, source);
            for (int i = 0; i < parts.size(); i++) {
                work.write(targets.get(i), parts.get(i));
            }
            return State.APPLIED;
        };
    }

    /** The elements of an array, or the values of several places. */
    static Action join(StepReader step) {
        String separator = step.optionalText("separator").orElse("");
        boolean skipEmpty = step.flag("skipEmpty");
        List<Source> sources = step.sources("sources");
        if (sources.isEmpty()) {
            return ValueStep.of(step, value -> Functions.join(MapSteps.elements(value), separator, skipEmpty));
        }
        Address target = step.target();
        return work -> {
            List<JsonNode> values = new ArrayList<>(sources.size());
            sources.forEach(source -> values.add(source.read(work.source())));
            try {
                work.write(target, Functions.join(values, separator, skipEmpty));
            } catch (IllegalArgumentException e) {
                throw new StepFailure("", e.getMessage());
            }
            return State.APPLIED;
        };
    }
}
