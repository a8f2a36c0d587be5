# syntax=docker/dockerfile:1

# Node is needed while building only: the front end's packages come from npm.
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source

# What changes seldom comes first, so that a change of code does not fetch the packages again.
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props package.json package-lock.json ./
COPY src/CustomerFirst.Domain/*.csproj src/CustomerFirst.Domain/
COPY src/CustomerFirst.Application/*.csproj src/CustomerFirst.Application/
COPY src/CustomerFirst.Web/*.csproj src/CustomerFirst.Web/
COPY src/CustomerFirst.Cli/*.csproj src/CustomerFirst.Cli/
COPY build build
RUN dotnet restore src/CustomerFirst.Web && dotnet restore src/CustomerFirst.Cli

COPY src src
# The image uses the server that ConnectionStrings__CustomerFirst names, never an embedded one: node_modules stay behind.
RUN dotnet publish src/CustomerFirst.Web -c Release --no-restore -o /app/web \
 && dotnet publish src/CustomerFirst.Cli -c Release --no-restore -o /app/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl tzdata \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
WORKDIR /app/web
ENV ASPNETCORE_HTTP_PORTS=8080 ASPNETCORE_ENVIRONMENT=Production DOTNET_EnableDiagnostics=0
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8080/health/live"]
# The operator's command line is in the image too: docker compose exec app dotnet /app/cli/CustomerFirst.Cli.dll --help
ENTRYPOINT ["dotnet", "CustomerFirst.Web.dll"]
