package org.archipel.launcher;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The JVM's archive of the classes that a run has loaded (class data sharing): the next start takes them from there instead of
 * reading, parsing and checking them again. The JVM takes a class from the archive only where its loader gives the same bytes, so a
 * bundle that was replaced costs time and nothing else.
 */
final class ClassArchive {
    /** Names the file to write at the end of this run; set by {@code bin/archipel} when there is none for this JVM and these bundles. */
    static final String PROPERTY = "archipel.class-archive";

    private ClassArchive() {}

    /** Writes the archive if this run is to make one. The JVM puts the file in its place when it is complete. */
    static void write() {
        String file = System.getProperty(PROPERTY);
        if (file == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {
                                new String[] {"dynamic_dump", Path.of(file).toString()}
                            },
                            new String[] {String[].class.getName()});
        } catch (JMException | RuntimeException e) {
            System.err.println("archipel: the next start will be no faster, this JVM made no archive of classes: " + e);
        }
    }
}
