/** Makes the database that a distribution begins with. Part of the build, not of the distribution. */
package org.archipel.template;
