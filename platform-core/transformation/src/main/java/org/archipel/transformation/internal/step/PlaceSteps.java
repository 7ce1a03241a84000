package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.step.Work.Action;
import org.archipel.transformation.internal.step.Work.State;

/** Compiles the steps of mappings that look at places and not at values: values are moved, removed or put there. */
final class PlaceSteps {
    private PlaceSteps() {}

    static Action move(StepReader step, Tools tools) {
        return moved(step, step.target(), tools);
    }

    /** Moves a value to another name beside the one it had, or to another place. */
    static Action rename(StepReader step, Tools tools) {
        String target = step.step().target();
        return moved(
                step,
                target == null || target.startsWith("/")
                        ? step.target()
                        : place(step).sibling(target),
                tools);
    }

    private static Action moved(StepReader step, Address target, Tools tools) {
        Address from = place(step);
        Action copy = ValueStep.of(step, step.source(), target, ValueStep.functions(step, tools, false));
        return work -> {
            State state = copy.run(work);
            if (state == State.APPLIED && !from.toString().equals(target.toString())) {
                from.remove(work.document());
            }
            return state;
        };
    }

    private static Address place(StepReader step) {
        return step.source()
                .address()
                .filter(address -> !address.isRoot())
                .orElseThrow(() -> new StepReader.Wrong(step.pointer() + "/source", "must be a single place"));
    }

    static Action remove(StepReader step) {
        Address place = step.step().target() == null ? place(step) : step.target();
        return work -> {
            place.remove(work.document());
            return State.APPLIED;
        };
    }

    /** @param onlyIfAbsent whether a value that is there stays */
    static Action constant(StepReader step, boolean onlyIfAbsent) {
        Address target = step.target();
        JsonNode value = step.required("value");
        return work -> {
            if (onlyIfAbsent) {
                JsonNode present = target.read(work.document());
                if (!present.isMissingNode() && !present.isNull()) {
                    return State.SKIPPED;
                }
            }
            work.writeCopy(target, value);
            return State.APPLIED;
        };
    }
}
