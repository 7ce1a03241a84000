/** Makes, checks and signs packages of extensions, without a platform. */
package org.archipel.toolkit;
