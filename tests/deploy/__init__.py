"""The files of the deployment, held without a container runtime."""
