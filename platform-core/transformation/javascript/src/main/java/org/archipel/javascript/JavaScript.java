package org.archipel.javascript;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Compiles functions that users write in JavaScript (ECMAScript 2025). They see JSON values and nothing else: no Java, no files, no
 * network, no timers, no {@code eval}. What one call leaves behind is gone before the next. The engine starts with the first script.
 * Thread-safe.
 */
@ProviderType
public interface JavaScript {
    /**
     * Compiles a function.
     *
     * @param organizationId whose script it is; scripts of different organizations never share a context
     * @param name stands in messages
     * @param source an expression that is a function, such as {@code record => ({...record, vip: true})}, or declarations of which
     *     the last is a function, such as {@code const rate = 1.2; function transform(record) { … }}
     * @throws ScriptException if the source is no such function; the message tells line and column
     */
    Script compile(String organizationId, String name, String source);
}
