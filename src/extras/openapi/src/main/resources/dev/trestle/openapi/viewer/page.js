// Before anything is drawn: as dark as the reader's system, now and when that changes.
const dark = matchMedia('(prefers-color-scheme: dark)')
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
paint()
dark.addEventListener('change', paint)

document.addEventListener('DOMContentLoaded', () => {
  window.ui = SwaggerUIBundle({
    url: 'openapi.json',
    domNode: document.getElementById('api'),
    deepLinking: true,
    filter: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    onComplete: () => {
      document.title = window.ui.specSelectors.info().get('title') || 'API'
    },
  })
})
