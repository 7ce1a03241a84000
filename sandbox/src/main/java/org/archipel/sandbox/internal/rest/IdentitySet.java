package org.archipel.sandbox.internal.rest;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A set in the order of its elements, by identity: their hash and equality are code of the extension. Immutable, thread-safe. */
final class IdentitySet extends AbstractSet<Object> {
    private final List<Object> elements;

    IdentitySet(List<?> elements) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        this.elements =
                elements.stream().<Object>map(each -> each).filter(seen::add).toList();
    }

    @Override
    public Iterator<Object> iterator() {
        return elements.iterator();
    }

    @Override
    public boolean contains(Object element) {
        return elements.stream().anyMatch(each -> each == element);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int size() {
        return elements.size();
    }
}
