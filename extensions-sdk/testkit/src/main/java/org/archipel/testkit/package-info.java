/**
 * The test kit: an extension's tests run it as the platform does, as a bundle in a container, behind the gate, rewritten, guarded and
 * governed, with fakes for what lies around it. Begin with {@link org.archipel.testkit.ExtensionTest}.
 */
package org.archipel.testkit;
