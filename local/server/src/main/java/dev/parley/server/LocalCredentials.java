package dev.parley.server;

import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// What the AWS SDK signs with: anything does, unless the environment has better for somebody else's endpoint.
final class LocalCredentials {
    private static final String REGION = "aws.region";
    private static final String USUAL_REGION = "us-east-1";

    private LocalCredentials() {}

    /// Sets the SDK's system properties where nobody has; for the real Bedrock, the SDK looks for itself.
    ///
    /// @throws StartFailure when it does not find what the real Bedrock needs
    static void provide(Options options) {
        options.region().ifPresent(region -> setIfAbsent(REGION, region));
        if (options.realBedrock()) {
            checkThatAwsIsInReach();
            return;
        }
        setIfAbsent(REGION, USUAL_REGION);
        if (options.isEmbedded() || !options.offersCredentials()) {
            setIfAbsent("aws.accessKeyId", "local");
            setIfAbsent("aws.secretAccessKey", "local");
        }
    }

    private static void checkThatAwsIsInReach() {
        try (DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build()) {
            DefaultAwsRegionProviderChain.builder().build().getRegion();
            credentials.resolveCredentials();
        } catch (SdkClientException e) {
            throw new StartFailure(
                    "PARLEY_BEDROCK_ENDPOINT=aws needs a region and credentials of AWS, as in AWS_REGION and"
                            + " AWS_PROFILE.",
                    e);
        }
    }

    /// The region that the SDK uses, as far as this server knows.
    static String region() {
        return System.getProperty(REGION, USUAL_REGION);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
