import type { TemplateLocale } from '../template-locale.ts';

/** Portuguese of Brazil. The imperative of «você» asks for action, as software there does. */
export const ptBR: TemplateLocale = {
  locale: 'pt-BR',
  terms: {
    alert: 'alerta',
    backup: 'backup',
    certificate: 'certificado',
    connection: 'conexão',
    credential: 'credencial',
    deployment: 'implantação',
    incident: 'incidente',
    job: 'tarefa',
    latency: 'latência',
    log: 'log',
    queue: 'fila',
    quota: 'cota',
    request: 'solicitação',
    'sign-in': 'login',
  },
  texts: {
    service_outage: {
      title: '{service} está fora do ar',
      description:
        '{count, plural, one {# verificação falhou.} other {# verificações seguidas falharam.}}\nRegião: {region}\nDesde: {since, slackDate}',
      actionRequired: 'Abra um incidente e verifique as últimas alterações.',
    },
    host_unreachable: {
      title: 'O host {host} está inacessível',
      description:
        '{count, plural, one {# serviço afetado} other {# serviços afetados}}: {services, list, max=5}.\nÚltimo contato: {lastSeen, slackDate}',
      actionRequired: 'Verifique a energia e a rede. Mova os serviços se o host não voltar.',
    },
    dependency_down: {
      title: '{provider} não está respondendo',
      description:
        '{count, plural, one {# chamada falhou.} other {# chamadas falharam.}}\nDesde: {since, time, short}\nRecursos afetados: {features, list, max=5}',
      actionRequired:
        'Acompanhe a página de status do provedor. Mude para a alternativa se houver usuários afetados.',
    },
    dns_failure: {
      title: 'Não é possível resolver {domain}',
      description:
        '{count, plural, one {# servidor DNS retorna} other {# servidores DNS retornam}} um erro.\nCódigo de resposta: {rcode}\nTipo de registro: {recordType}',
      actionRequired: 'Verifique a zona, os servidores de nomes e o registro do domínio.',
    },
    playback_failure: {
      title: 'Reprodução interrompida: {region}',
      description:
        '{count, plural, one {# transmissão está falhando.} other {# transmissões estão falhando.}}\nDesde: {since, time, short}\nDispositivos: {devices, list, max=5}',
      actionRequired: 'Investigue imediatamente.',
    },
    payment_failures: {
      title: 'Os pagamentos via {provider} estão falhando',
      description:
        '{count, plural, one {# pagamento falhou} other {# pagamentos falharam}} ({rate, number, percent} das tentativas).\nValor: {amount, number, ::.00} {currency}\nPeríodo: {window, duration}',
      actionRequired: 'Verifique o status do provedor. Mude para outro provedor, se houver.',
    },
    recovered: {
      title: '{service} voltou a funcionar',
      description:
        '{count, plural, =0 {Nenhum usuário foi afetado.} one {# usuário foi afetado.} other {# usuários foram afetados.}}\nDuração: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} está respondendo com lentidão',
      description:
        'Latência (p95): {latency, duration, smallest=millisecond}\nLimite: {limit, duration, smallest=millisecond}\nPeríodo: {window, duration}',
      actionRequired: 'Verifique a carga, as consultas lentas e a última implantação.',
    },
    error_rate_high: {
      title: '{service}: falha em {rate, number, ::percent .#} das solicitações',
      description:
        '{count, plural, one {# solicitação falhou} other {# solicitações falharam}}; o limite é de {limit, number, percent}.\nErro mais frequente: {error, code}',
      actionRequired: 'Compare com a última implantação. Reverta-a se for a causa.',
    },
    queue_depth: {
      title: 'A fila {queue} está crescendo',
      description:
        '{count, plural, one {# mensagem} other {# mensagens}} em espera; {consumers, plural, =0 {nenhum consumidor ativo} one {# consumidor ativo} other {# consumidores ativos}}.\nMensagem mais antiga: {age, duration}',
      actionRequired: 'Verifique os consumidores. Adicione mais se estiverem funcionando bem.',
    },
    rate_limit_hits: {
      title: '{client} ultrapassou o limite de solicitações',
      description:
        '{count, plural, one {# solicitação rejeitada.} other {# solicitações rejeitadas.}}\nPermitidas por minuto: {limit, number}\nPeríodo: {window, duration}',
      actionRequired: 'Peça ao responsável pelo cliente que reduza o ritmo ou aumente o limite.',
    },
    disk_full: {
      title: 'Disco com {used, number, percent} de uso em {host}',
      description:
        '{hours, plural, one {Nesse ritmo, o disco ficará cheio em # hora.} other {Nesse ritmo, o disco ficará cheio em # horas.}}\nPonto de montagem: {mount, code}\nLivre: {free, bytes}',
      actionRequired: 'Libere espaço ou amplie o volume.',
    },
    memory_pressure: {
      title: 'Memória com {used, number, percent} de uso em {host}',
      description:
        '{count, plural, =0 {Nenhum processo foi encerrado.} one {# processo foi encerrado para liberar memória.} other {# processos foram encerrados para liberar memória.}}\nLivre: {free, bytes, binary}\nTotal: {total, bytes, binary}',
      actionRequired:
        'Identifique o processo cujo uso de memória está crescendo. Reinicie-o se houver usuários afetados.',
    },
    cpu_saturation: {
      title: 'CPU em {used, number, percent} no host {host}',
      description:
        '{cores, plural, one {# núcleo saturado.} other {# núcleos saturados.}}\nCarga média: {load, number}\nDuração: {elapsed, duration}',
      actionRequired: 'Verifique os processos com maior carga ou aumente a capacidade.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} das conexões em uso',
      description:
        '{waiting, plural, =0 {Nenhuma consulta em espera.} one {# consulta em espera.} other {# consultas em espera.}}\nConexões abertas: {count, number} de {limit, number}',
      actionRequired: 'Procure conexões que nunca são fechadas e transações longas.',
    },
    replication_lag: {
      title: 'A réplica {replica} está atrasada',
      description: 'Atraso: {lag, duration}\nLimite: {limit, duration}\nServidor primário: {primary}',
      actionRequired: 'Não faça o failover para esta réplica antes que ela recupere o atraso.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} da cota em uso',
      description: 'Restante: {remaining, number} de {limit, number}\nRenovação em: {resetsOn, date, long}',
      actionRequired: 'Reduza o uso ou solicite uma cota maior.',
    },
    cost_anomaly: {
      title: 'Custos incomuns: {account}',
      description:
        'Real: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nEsperado: {expected, number, ::.00} {currency}\nDia: {day, date, long}\nCausa principal: {driver}',
      actionRequired: 'Verifique a causa e desligue o que não for necessário.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {O certificado de {domain} expira hoje} one {O certificado de {domain} expira em # dia} other {O certificado de {domain} expira em # dias}}',
      description:
        'Após a expiração, os clientes recusarão a conexão.\nVálido até: {expiresOn, date, long}\nEmissor: {issuer}',
      actionRequired: 'Renove o certificado e instale-o em todos os servidores.',
    },
    suspicious_sign_in: {
      title: 'Login suspeito: {account}',
      description:
        '{reason, select, new_device {O dispositivo é desconhecido.} impossible_travel {O local é distante demais do login anterior.} many_failures {Houve antes muitas tentativas sem sucesso.} other {Foge do padrão habitual.}}\nLocal: {place} ({ip})\nHorário: {at, slackDate}',
      actionRequired:
        'Confirme com o usuário. Em caso de dúvida, encerre todas as sessões e redefina a senha.',
    },
    credential_leak: {
      title: 'Credencial vazada: {credential}',
      description:
        '{kind, select, api_key {Uma chave de API foi exposta.} token {Um token de acesso foi exposto.} password {Uma senha foi exposta.} other {Um segredo foi exposto.}}\nEncontrada em: {location}\nÚltimo uso: {lastUsed, slackDate}',
      actionRequired: 'Revogue-a agora, emita uma nova e verifique onde ela foi usada.',
    },
    deploy_finished: {
      title: 'Implantação concluída: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# alteração já está no ar.} other {# alterações já estão no ar.}}\nDuração: {elapsed, duration}',
      footer: 'Implantado por: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: a implantação falhou',
      description:
        '{rolledBack, select, yes {A versão anterior está ativa novamente.} other {A nova versão foi implantada apenas em parte.}}\nAmbiente: {environment}\nEtapa com falha: {step}',
      actionRequired: 'Leia o log antes de repetir a implantação.',
      openLog: 'Abrir o log',
    },
    container_restarting: {
      title: 'O contêiner {container} reinicia sem parar',
      description:
        '{count, plural, one {# reinicialização registrada.} other {# reinicializações registradas.}}\nPeríodo: {window, duration}\nÚltimo código de saída: {exitCode, number}',
      actionRequired: 'Verifique o log do contêiner e seu limite de memória.',
    },
    backup_failed: {
      title: 'Falha no backup: {database}',
      description:
        '{attempts, plural, one {# tentativa feita.} other {# tentativas feitas.}}\nErro: {error, code}\nÚltimo backup bem-sucedido: {lastBackup, slackDate}',
      actionRequired: 'Corrija a causa e inicie o backup manualmente.',
    },
    job_failed: {
      title: 'A tarefa {job} falhou',
      description:
        '{willRetry, select, yes {Haverá nova tentativa automática.} other {Não haverá nova tentativa.}}\nErro: {error, code}\nTentativas: {attempts, number}',
      actionRequired: 'Corrija a causa e inicie a tarefa novamente, se necessário.',
    },
    job_missed: {
      title: 'A tarefa {job} não foi iniciada',
      description:
        '{missed, plural, one {# execução perdida.} other {# execuções perdidas.}}\nPrevista para: {dueAt, slackDate}',
      actionRequired: 'Verifique se o agendador está em execução.',
    },
    data_pipeline_late: {
      title: 'O conjunto de dados {dataset} está atrasado',
      description:
        '{reports, plural, =0 {Nenhum relatório foi afetado.} one {# relatório mostra números desatualizados.} other {# relatórios mostram números desatualizados.}}\nPrevisto para: {dueAt, slackDate}\nAtraso: {delay, duration}',
      actionRequired: 'Verifique a etapa {step} e avise os usuários dos relatórios.',
    },
    maintenance_planned: {
      title: 'Manutenção programada: {service}',
      description:
        '{impact, select, none {Não se espera nenhuma interrupção.} read_only {Durante esse período, o serviço ficará somente para leitura.} other {Durante esse período, o serviço ficará indisponível.}}',
      start: 'Início: {startsAt, slackDate}',
      end: 'Fim: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: escalado para o nível {level, number}',
      description:
        'Ninguém confirmou o alerta até agora.\nAberto há: {elapsed, duration}\nResponsável agora: {responder, mention}',
      actionRequired: 'Confirme o alerta e assuma o atendimento.',
      openIncident: 'Abrir o incidente',
    },
  },
};
