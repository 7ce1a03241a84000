package org.archipel.launcher;

/** A platform that another process started for its own use ends with that process, whatever way that ends. */
final class ParentProcess {
    private static final String KEY = "archipel.exit.with";
    private static final int EXIT = 143;

    private ParentProcess() {}

    /**
     * Ends this process when the one named by {@code archipel.exit.with} ends; nothing of its state is worth a farewell.
     *
     * @throws LaunchException if the setting is no process id
     */
    static void follow(Configuration configuration) {
        configuration
                .get(KEY)
                .map(ParentProcess::id)
                .ifPresent(id -> ProcessHandle.of(id)
                        .ifPresentOrElse(
                                parent -> parent.onExit()
                                        .thenRun(() -> Runtime.getRuntime().halt(EXIT)),
                                () -> {
                                    throw new LaunchException("the process " + id + " of " + KEY + " is gone");
                                }));
    }

    private static long id(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new LaunchException(KEY + ": expected a process id, not '" + value + "'", e);
        }
    }
}
