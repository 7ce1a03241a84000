package org.archipel.guard;

/** Names of algorithms within the parameters of others: whatever has the form of an object identifier is kept for ever by the JDK. */
public final class AlgorithmNames {
    private AlgorithmNames() {}

    /** @return the same, if it is a name */
    public static String checked(String name) {
        if (name != null && name.indexOf('.') >= 0) {
            throw new SecurityException(
                    "not allowed to extensions: the object identifier of an algorithm; use its name, such as SHA-256");
        }
        return Cases.checked(name);
    }
}
