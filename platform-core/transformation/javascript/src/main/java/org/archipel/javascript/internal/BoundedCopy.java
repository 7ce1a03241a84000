package org.archipel.javascript.internal;

import com.oracle.truffle.js.nodes.access.CopyDataPropertiesNode;
import com.oracle.truffle.js.runtime.JSRealm;

/** Copies properties as the engine does, if there are not too many. */
final class BoundedCopy extends CopyDataPropertiesNode {
    @Child
    private CopyDataPropertiesNode copy;

    BoundedCopy(CopyDataPropertiesNode copy) {
        super(JSRealm.get(null).getContext());
        this.copy = copy;
    }

    @Override
    protected Object executeImpl(
            Object target,
            Object source,
            Object[] excludedKeys,
            boolean withExcludedKeys,
            Object[] excludedValues,
            boolean withExcludedValues) {
        BoundedValue.check(source, this);
        if (!withExcludedKeys) {
            return copy.execute(target, source);
        }
        return withExcludedValues
                ? copy.execute(target, source, excludedKeys, excludedValues)
                : copy.execute(target, source, excludedKeys);
    }
}
