package io.github.swffailure.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says where to set the region.
 */
final class SwfRegionNotFoundFailureAnalyzer extends AbstractFailureAnalyzer<SwfRegionNotFoundException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SwfRegionNotFoundException cause) {
		return new FailureAnalysis(
				"The SWF client cannot be created: no AWS region is set, and none was found in the environment, "
						+ "the AWS profile or the instance metadata.",
				"Set 'swf.client.region', for example to 'eu-central-1', or the environment variable AWS_REGION.",
				cause);
	}

}
