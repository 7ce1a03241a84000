/** What all parts of the bundle share: its settings, its background thread, and the checks of fields. */
package org.archipel.security.internal;
