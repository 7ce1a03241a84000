/** Stand-ins for the services of other bundles, with the same promises. */
package org.archipel.integrations.internal.fakes;
