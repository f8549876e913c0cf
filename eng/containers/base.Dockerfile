# What the services' images stand on: .NET's ASP.NET Core image with the libraries and data that the build does not bring along.
#   libicu  messages and money in the customer's language, Italian among them
#   tzdata  store hours and deadlines in local time
# The image's own distribution says which ICU there is: libicu72 on Debian 12, libicu74 on Ubuntu 24.04.
# ASPNET_IMAGE is .NET's public aspnet:10.0, or your registry's copy of it: docker build --build-arg ASPNET_IMAGE=...
ARG ASPNET_IMAGE
FROM ${ASPNET_IMAGE}
USER root
RUN apt-get update \
    && icu=$(apt-cache search --names-only '^libicu[0-9]+$' | cut -d ' ' -f 1 | sort -V | tail -n 1) \
    && apt-get install -y --no-install-recommends ca-certificates tzdata "$icu" \
    && rm -rf /var/lib/apt/lists/*
USER 1654
