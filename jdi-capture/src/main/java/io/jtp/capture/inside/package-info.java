/** What is defined in the target itself, where nothing that the JDK has will do. It may use nothing but the JDK. */
package io.jtp.capture.inside;
