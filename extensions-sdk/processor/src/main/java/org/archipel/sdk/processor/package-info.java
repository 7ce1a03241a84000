/** The annotation processor behind {@link org.archipel.sdk}. */
package org.archipel.sdk.processor;
