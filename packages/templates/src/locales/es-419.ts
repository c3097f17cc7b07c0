import type { TemplateLocale } from '../template-locale.ts';

/**
 * Spanish of Latin America: words that the whole continent uses (costo, respaldo, solicitud, vencer), and the simple past.
 * Infinitives ask for action.
 */
export const es419: TemplateLocale = {
  locale: 'es-419',
  terms: {
    alert: 'alerta',
    backup: 'respaldo',
    certificate: 'certificado',
    connection: 'conexión',
    credential: 'credencial',
    deployment: 'implementación',
    incident: 'incidente',
    job: 'tarea',
    latency: 'latencia',
    log: 'registro',
    queue: 'cola',
    quota: 'cuota',
    request: 'solicitud',
    'sign-in': 'inicio de sesión',
  },
  texts: {
    service_outage: {
      title: '{service} no está disponible',
      description:
        '{count, plural, one {# verificación fallida.} other {# verificaciones fallidas seguidas.}}\nRegión: {region}\nDesde: {since, slackDate}',
      actionRequired: 'Abrir un incidente y revisar los últimos cambios.',
    },
    host_unreachable: {
      title: 'No se puede acceder al servidor {host}',
      description:
        '{count, plural, one {# servicio afectado} other {# servicios afectados}}: {services, list, max=5}.\nÚltima señal: {lastSeen, slackDate}',
      actionRequired: 'Verificar la energía y la red. Mover los servicios si el servidor no se recupera.',
    },
    dependency_down: {
      title: '{provider} no responde',
      description:
        '{count, plural, one {# llamada falló.} other {# llamadas fallaron.}}\nDesde: {since, time, short}\nFunciones afectadas: {features, list, max=5}',
      actionRequired:
        'Seguir la página de estado del proveedor. Cambiar a la alternativa si hay usuarios afectados.',
    },
    dns_failure: {
      title: 'No se puede resolver {domain}',
      description:
        '{count, plural, one {# servidor DNS devuelve} other {# servidores DNS devuelven}} un error.\nCódigo de respuesta: {rcode}\nTipo de registro: {recordType}',
      actionRequired: 'Verificar la zona, los servidores de nombres y el registro del dominio.',
    },
    playback_failure: {
      title: 'Reproducción interrumpida en {region}',
      description:
        '{count, plural, one {# transmisión está fallando.} other {# transmisiones están fallando.}}\nDesde: {since, time, short}\nDispositivos: {devices, list, max=5}',
      actionRequired: 'Investigar la causa de inmediato.',
    },
    payment_failures: {
      title: 'Los pagos a través de {provider} están fallando',
      description:
        '{count, plural, one {# pago falló} other {# pagos fallaron}} ({rate, number, percent} de los intentos).\nMonto: {amount, number, ::.00} {currency}\nPeríodo: {window, duration}',
      actionRequired: 'Verificar el estado del proveedor. Cambiar a otro proveedor si existe.',
    },
    recovered: {
      title: '{service} vuelve a funcionar',
      description:
        '{count, plural, =0 {No hubo usuarios afectados.} one {Hubo # usuario afectado.} other {Hubo # usuarios afectados.}}\nDuración: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} responde con lentitud',
      description:
        'Latencia (p95): {latency, duration, smallest=millisecond}\nLímite: {limit, duration, smallest=millisecond}\nPeríodo: {window, duration}',
      actionRequired: 'Revisar la carga, las consultas lentas y el última implementación.',
    },
    error_rate_high: {
      title: '{service}: falla el {rate, number, ::percent .#} de las solicitudes',
      description:
        '{count, plural, one {# solicitud falló} other {# solicitudes fallaron}}; el límite es del {limit, number, percent}.\nError más frecuente: {error, code}',
      actionRequired: 'Comparar con el última implementación. Revertirla si es la causa.',
    },
    queue_depth: {
      title: 'La cola {queue} está creciendo',
      description:
        '{count, plural, one {# mensaje} other {# mensajes}} en espera; {consumers, plural, =0 {ningún consumidor activo} one {# consumidor activo} other {# consumidores activos}}.\nMensaje más antiguo: {age, duration}',
      actionRequired: 'Verificar los consumidores. Agregar más si funcionan bien.',
    },
    rate_limit_hits: {
      title: '{client} supera el límite de solicitudes',
      description:
        '{count, plural, one {# solicitud rechazada.} other {# solicitudes rechazadas.}}\nPermitidas por minuto: {limit, number}\nPeríodo: {window, duration}',
      actionRequired: 'Pedir al responsable del cliente que reduzca el ritmo o aumentar el límite.',
    },
    disk_full: {
      title: 'Disco al {used, number, percent} en {host}',
      description:
        '{hours, plural, one {A este ritmo, el disco se llenará en # hora.} other {A este ritmo, el disco se llenará en # horas.}}\nPunto de montaje: {mount, code}\nLibre: {free, bytes}',
      actionRequired: 'Liberar espacio o ampliar el volumen.',
    },
    memory_pressure: {
      title: 'Memoria al {used, number, percent} en {host}',
      description:
        '{count, plural, =0 {No se detuvo ningún proceso.} one {Se detuvo # proceso para liberar memoria.} other {Se detuvieron # procesos para liberar memoria.}}\nLibre: {free, bytes, binary}\nTotal: {total, bytes, binary}',
      actionRequired:
        'Identificar el proceso cuyo consumo de memoria aumenta. Reiniciarlo si hay usuarios afectados.',
    },
    cpu_saturation: {
      title: 'CPU al {used, number, percent} en {host}',
      description:
        '{cores, plural, one {# núcleo saturado.} other {# núcleos saturados.}}\nCarga media: {load, number}\nDuración: {elapsed, duration}',
      actionRequired: 'Revisar los procesos con más carga o ampliar la capacidad.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} de las conexiones en uso',
      description:
        '{waiting, plural, =0 {Ninguna consulta en espera.} one {# consulta en espera.} other {# consultas en espera.}}\nConexiones abiertas: {count, number} de {limit, number}',
      actionRequired: 'Buscar conexiones que no se cierran y transacciones largas.',
    },
    replication_lag: {
      title: 'La réplica {replica} está retrasada',
      description: 'Retraso: {lag, duration}\nLímite: {limit, duration}\nServidor principal: {primary}',
      actionRequired: 'No pasar a esta réplica hasta que se ponga al día.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} de la cuota consumido',
      description: 'Restante: {remaining, number} de {limit, number}\nSe renueva el: {resetsOn, date, long}',
      actionRequired: 'Reducir el consumo o solicitar una cuota mayor.',
    },
    cost_anomaly: {
      title: 'Costos inusuales: {account}',
      description:
        'Real: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nEsperado: {expected, number, ::.00} {currency}\nDía: {day, date, long}\nCausa principal: {driver}',
      actionRequired: 'Revisar la causa y apagar lo que no sea necesario.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {El certificado de {domain} vence hoy} one {El certificado de {domain} vence en # día} other {El certificado de {domain} vence en # días}}',
      description:
        'Cuando venza, los clientes rechazarán la conexión.\nVálido hasta el: {expiresOn, date, long}\nEmisor: {issuer}',
      actionRequired: 'Renovar el certificado e instalarlo en todos los servidores.',
    },
    suspicious_sign_in: {
      title: 'Inicio de sesión sospechoso: {account}',
      description:
        '{reason, select, new_device {El dispositivo es desconocido.} impossible_travel {El lugar está demasiado lejos del inicio de sesión anterior.} many_failures {Antes hubo muchos intentos fallidos.} other {Se aparta del patrón habitual.}}\nLugar: {place} ({ip})\nHora: {at, slackDate}',
      actionRequired:
        'Confirmar con el usuario. En caso de duda, cerrar todas las sesiones y restablecer la contraseña.',
    },
    credential_leak: {
      title: 'Credencial filtrada: {credential}',
      description:
        '{kind, select, api_key {Se expuso una clave de API.} token {Se expuso un token de acceso.} password {Se expuso una contraseña.} other {Se expuso un secreto.}}\nEncontrada en: {location}\nÚltimo uso: {lastUsed, slackDate}',
      actionRequired: 'Revocarla de inmediato, emitir una nueva y verificar dónde se usó.',
    },
    deploy_finished: {
      title: '{service} {version} implementado en {environment}',
      description:
        '{changes, plural, one {# cambio ya está activo.} other {# cambios ya están activos.}}\nDuración: {elapsed, duration}',
      footer: 'Implementado por: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: la implementación falló',
      description:
        '{rolledBack, select, yes {Vuelve a estar activa la versión anterior.} other {La nueva versión solo se implementó en parte.}}\nEntorno: {environment}\nPaso fallido: {step}',
      actionRequired: 'Leer el registro antes de repetir la implementación.',
      openLog: 'Abrir el registro',
    },
    container_restarting: {
      title: 'El contenedor {container} se reinicia constantemente',
      description:
        '{count, plural, one {Se registró # reinicio.} other {Se registraron # reinicios.}}\nPeríodo: {window, duration}\nÚltimo código de salida: {exitCode, number}',
      actionRequired: 'Revisar el registro del contenedor y su límite de memoria.',
    },
    backup_failed: {
      title: 'Falló el respaldo de {database}',
      description:
        '{attempts, plural, one {Se hizo # intento.} other {Se hicieron # intentos.}}\nError: {error, code}\nÚltimo respaldo exitoso: {lastBackup, slackDate}',
      actionRequired: 'Corregir la causa e iniciar el respaldo manualmente.',
    },
    job_failed: {
      title: 'La tarea {job} falló',
      description:
        '{willRetry, select, yes {Se reintentará automáticamente.} other {No se reintentará.}}\nError: {error, code}\nIntentos: {attempts, number}',
      actionRequired: 'Corregir la causa y volver a iniciar la tarea si es necesario.',
    },
    job_missed: {
      title: 'La tarea {job} no se inició',
      description:
        '{missed, plural, one {# ejecución omitida.} other {# ejecuciones omitidas.}}\nProgramada: {dueAt, slackDate}',
      actionRequired: 'Verificar que el programador de tareas esté en ejecución.',
    },
    data_pipeline_late: {
      title: 'El conjunto de datos {dataset} está retrasado',
      description:
        '{reports, plural, =0 {Ningún informe está afectado.} one {# informe muestra cifras desactualizadas.} other {# informes muestran cifras desactualizadas.}}\nEsperado: {dueAt, slackDate}\nRetraso: {delay, duration}',
      actionRequired: 'Revisar el paso {step} y avisar a los usuarios de los informes.',
    },
    maintenance_planned: {
      title: 'Mantenimiento programado: {service}',
      description:
        '{impact, select, none {No se espera ninguna interrupción.} read_only {Durante ese tiempo, el servicio será de solo lectura.} other {Durante ese tiempo, el servicio no estará disponible.}}',
      start: 'Inicio: {startsAt, slackDate}',
      end: 'Fin: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: escalado al nivel {level, number}',
      description:
        'Nadie confirmó la alerta hasta ahora.\nTiempo abierta: {elapsed, duration}\nResponsable ahora: {responder, mention}',
      actionRequired: 'Confirmar la alerta y hacerse cargo.',
      openIncident: 'Abrir el incidente',
    },
  },
};
