using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Anjie.Hosting;

public static class ApiDocument
{
    /// <summary>Describes the service at <c>/openapi/v1.json</c>.</summary>
    public static void AddApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
        // Each use case nests a record named Request; without its use case all of them would be one schema.
        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id && type.Type.DeclaringType is { } useCase ? useCase.Name + id : OpenApiOptions.CreateDefaultSchemaReferenceId(type));

    /// <summary>Development only: elsewhere nobody is told what there is to ask.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.MapOpenApi().AllowAnonymous();
    }
}
