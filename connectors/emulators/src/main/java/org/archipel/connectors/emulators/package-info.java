/** Emulators of outside services. */
package org.archipel.connectors.emulators;
