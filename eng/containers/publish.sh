#!/usr/bin/env bash
# eng/containers/publish.sh PROJECT [MSBUILD ARGUMENT...]: makes one service's image, for skaffold or by hand.
#
#   IMAGE                   registry/repository:tag; skaffold sets it
#   PUSH_IMAGE              true: straight into the registry, without Docker; else into the local Docker
#   OMNICHANNEL_BASE_IMAGE  the image made of base.Dockerfile, in a registry that this machine can read
set -euo pipefail

project=${1:?the project file}
shift
image=${IMAGE:?registry/repository:tag}
if [ -z "${OMNICHANNEL_BASE_IMAGE:-}" ]; then
  echo "OMNICHANNEL_BASE_IMAGE is not set. Once: docker build --build-arg ASPNET_IMAGE=REGISTRY/dotnet/aspnet:10.0 -t REGISTRY/omnichannel/base:10.0 -f eng/containers/base.Dockerfile eng/containers, and push it." >&2
  exit 2
fi

name=${image%:*}
tag=${image##*:}
if [ "$name" = "$image" ] || [[ "$tag" == */* ]]; then
  name=$image
  tag=latest
fi
# A first part with a dot or a port, or localhost, is a registry; else it belongs to the repository.
registry=""
first=${name%%/*}
if [[ "$name" == */* && ("$first" == *.* || "$first" == *:* || "$first" == localhost) ]]; then
  registry=$first
fi
repository=${name#"${registry:+$registry/}"}

arguments=(-c Release -t:PublishContainer "-p:ContainerRepository=$repository" "-p:ContainerImageTag=$tag")
if [ "${PUSH_IMAGE:-false}" = true ]; then
  [ -n "$registry" ] || { echo "$image names no registry to push to." >&2; exit 2; }
  arguments+=("-p:ContainerRegistry=$registry")
fi
dotnet publish "$project" "${arguments[@]}" "$@"
if [ "${PUSH_IMAGE:-false}" != true ] && [ -n "$registry" ]; then
  docker tag "$repository:$tag" "$image"
fi
